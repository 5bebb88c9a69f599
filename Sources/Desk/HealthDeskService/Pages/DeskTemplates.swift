import Templating

/// The templates of the desk's pages.
let deskTemplates = TemplateLibrary([
    "account": PackageResources.account_mustache,
    "import": PackageResources.import_mustache,
    "imported": PackageResources.imported_mustache,
    "layout": PackageResources.layout_mustache,
    "message": PackageResources.message_mustache,
    "monday": PackageResources.monday_mustache,
    "override": PackageResources.override_mustache,
    "portfolio": PackageResources.portfolio_mustache,
    "settings": PackageResources.settings_mustache,
    "team": PackageResources.team_mustache,
    "you": PackageResources.you_mustache,
])
