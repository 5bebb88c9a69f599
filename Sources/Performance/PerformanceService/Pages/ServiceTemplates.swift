import Templating

/// The templates of the service's pages.
let serviceTemplates = TemplateLibrary([
    "access_form": PackageResources.access_form_mustache,
    "account": PackageResources.account_mustache,
    "api": PackageResources.api_mustache,
    "card": PackageResources.card_mustache,
    "comment_form": PackageResources.comment_form_mustache,
    "comments": PackageResources.comments_mustache,
    "episodes": PackageResources.episodes_mustache,
    "gallery": PackageResources.gallery_mustache,
    "how_we_judge": PackageResources.how_we_judge_mustache,
    "import": PackageResources.import_mustache,
    "import_column": PackageResources.import_column_mustache,
    "import_columns": PackageResources.import_columns_mustache,
    "import_control": PackageResources.import_control_mustache,
    "import_file": PackageResources.import_file_mustache,
    "layout": PackageResources.layout_mustache,
    "message": PackageResources.message_mustache,
    "people": PackageResources.people_mustache,
    "people_form": PackageResources.people_form_mustache,
    "settings": PackageResources.settings_mustache,
    "sign_in": PackageResources.sign_in_mustache,
    "team": PackageResources.team_mustache,
    "token_made": PackageResources.token_made_mustache,
    "unknown_person": PackageResources.unknown_person_mustache,
    "views": PackageResources.views_mustache,
])
