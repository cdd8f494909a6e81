from django.apps import AppConfig


class BranchPortalConfig(AppConfig):
    name = "branch_portal"

    def ready(self) -> None:
        from branch_portal import checks  # noqa: F401
