"""What a page says: its text, and the attributes that people see or hear. And its links."""

import html.parser

SEEN = {"alt", "aria-label", "placeholder", "title", "value", "content"}
SILENT = {"script", "style"}


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.said, self.links, self.depth = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.depth += tag in SILENT
        for name, value in attributes:
            if value and name in SEEN:
                self.said.append(value)
            if value and name in ("href", "src") and tag in ("a", "img", "link"):
                self.links.append(value)

    def handle_endtag(self, tag):
        self.depth -= tag in SILENT

    def handle_data(self, data):
        if not self.depth:
            self.said.append(data)

    @property
    def text(self):
        return " ".join(self.said)
