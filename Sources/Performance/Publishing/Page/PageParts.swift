import Templating

// The values that templates are filled with.
extension ReviewPage: PagePart {}
extension ReviewPage.Picture: PagePart {}
extension ReviewPage.Page: PagePart {}
extension ReviewPage.TeamRow: PagePart {}
extension ReviewPage.TeamRow.Cell: PagePart {}
extension PageFair: PagePart {}
extension PageIssue: PagePart {}
extension PageFeed: PagePart {}
extension PageConstant: PagePart {}
extension PageTrends: PagePart {}
extension EpisodePage.Words: PagePart {}
extension EpisodePage.Words.Line: PagePart {}
extension PageAudit: PagePart {}
extension PageAudit.Step: PagePart {}
extension PageAudit.Direction: PagePart {}
extension PageAudit.Figure: PagePart {}
extension PageAudit.Finding: PagePart {}
extension PageAudit.Recent: PagePart {}
extension PageWalk: PagePart {}
extension PageWalk.Row: PagePart {}
extension PageWalk.Reason: PagePart {}
