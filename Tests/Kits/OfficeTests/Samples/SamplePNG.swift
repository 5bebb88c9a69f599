import Foundation

/// A blue PNG of 160 × 90 pixels, made by Python's zlib.
let samplePNG: [UInt8] = [UInt8](
    Data(
        base64Encoded: ""
            + "iVBORw0KGgoAAAANSUhEUgAAAKAAAABaCAIAAACwpMoFAAAAoklEQVR42u3RAQ0AAAjDsIvB"
            + "E4rxhQ9oMgVrqkeHiwWABViABViABViAAQuwAAuwAAuwAAMWYAEWYAEWYAEWYMACLMACLMAC"
            + "LMCABViABViABViAAQuwAAuwAAuwAAswYAEWYAEWYAEWYMACLMACLMACLMCAXQAswAIswAIs"
            + "wAIMWIAFWIAFWIAFGLAAC7AAC7AAC7AAAxZgARZgARZgAf7VAsHXVBuybML9AAAAAElFTkSu"
            + "QmCC")
        ?? Data())
