"""One way to publish: a volunteer submits, the step contract checks, a coordinator approves."""

from django.db import migrations


def make_workflow(apps, schema_editor):
    core = "wagtailcore"
    apps.get_model(core, "Workflow").objects.all().delete()
    apps.get_model(core, "Task").objects.all().delete()

    contract = apps.get_model("lessons", "StepContractTask").objects.create(
        name="The step contract", content_type=kind_of(apps, "lessons", "stepcontracttask")
    )
    approval = apps.get_model(core, "GroupApprovalTask").objects.create(
        name="A coordinator reads it", content_type=kind_of(apps, core, "groupapprovaltask")
    )
    approval.groups.add(apps.get_model("auth", "Group").objects.get(name="Coordinators"))
    workflow = apps.get_model(core, "Workflow").objects.create(name="Check a lesson")
    for order, task in enumerate((contract, approval)):
        apps.get_model(core, "WorkflowTask").objects.create(
            workflow=workflow, task_id=task.pk, sort_order=order
        )
    library = apps.get_model("lessons", "LibraryPage").objects.get()
    apps.get_model(core, "WorkflowPage").objects.create(workflow=workflow, page_id=library.pk)


def kind_of(apps, app: str, model: str):
    return apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )[0]


class Migration(migrations.Migration):
    dependencies = [("lessons", "0003_groups")]
    operations = [migrations.RunPython(make_workflow, migrations.RunPython.noop)]
