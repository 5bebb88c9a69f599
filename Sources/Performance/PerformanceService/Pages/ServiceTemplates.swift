import Templating

/// The templates of the service's pages.
let serviceTemplates = TemplateLibrary([
    "account": PackageResources.account_mustache,
    "card_head": PackageResources.card_head_mustache,
    "comment_form": PackageResources.comment_form_mustache,
    "comments": PackageResources.comments_mustache,
    "episodes": PackageResources.episodes_mustache,
    "gallery": PackageResources.gallery_mustache,
    "import": PackageResources.import_mustache,
    "import_column": PackageResources.import_column_mustache,
    "import_columns": PackageResources.import_columns_mustache,
    "import_control": PackageResources.import_control_mustache,
    "import_file": PackageResources.import_file_mustache,
    "layout": PackageResources.layout_mustache,
    "message": PackageResources.message_mustache,
    "people": PackageResources.people_mustache,
    "review_sections": PackageResources.review_sections_mustache,
    "sign_in": PackageResources.sign_in_mustache,
    "views": PackageResources.views_mustache,
])
