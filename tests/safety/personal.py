"""The register of fields that sound personal: what each holds and how it is kept. A new one without a line fails (N56).

Kinds: `encrypted` is readable with the site's key only · `hashed` is a keyed hash · `chosen` is what a giver chose to
show · `desk` is seen by the desk of the body only · `staff` names people at work (members, officers, who decided) ·
`account` is for coming in · `thing` says nothing about a person, whatever it sounds like.
"""

from tests.safety.folders import modules

SOUNDS = (
    "name", "mail", "phone", "address", "postcode", "zip", "birth", "age", "gender", "sex", "bsn", "iban", "ip",
    "device", "token", "session", "participant", "supporter", "latitude", "longitude", "giver", "broker", "contact",
    "person", "account", "voter", "user", "author", "photo", "secret", "password", "code_hash", "note_taker",
    "email", "owner", "actor", "by", "holder", "source",
)  # fmt: skip


def sounds_personal(field: str) -> bool:
    """Tell whether a name of a field sounds as if it says something about one person."""
    parts = set(field.split("_"))
    return any(word in parts or (len(word) > 3 and word in field) for word in SOUNDS)


_HOUSE: dict[str, frozenset[str]] = {
    "encrypted": frozenset(
        {
            "contributions.Admission.email",
            "contributions.Admission.name",
            "contributions.Admission.reach",
            "contributions.Broker.email",
            "contributions.CodeMail.code",
            "contributions.CodeMail.to",
            "contributions.ExactPoint.point",
            "contributions.Giver.address",
            "contributions.Giver.email",
            "contributions.Giver.name",
            "contributions.Giver.phone",
        }
    ),
    "hashed": frozenset(
        {
            "contributions.Admission.code_hash",
            "contributions.Admission.email_hash",
            "contributions.Admission.participant",
            "contributions.EndedCode.code_hash",
            "contributions.LostCode.address_hash",
            "contributions.TrackingCode.code_hash",
            "processes.PrintedCode.code_hash",
            "people.Attempts.source",
        }
    ),
    "chosen": frozenset(
        {
            "contributions.Broker.public_name",
            "contributions.Contribution.public_name",
            "decisions.MinorityNote.holders",
        }
    ),
    "desk": frozenset(
        {
            "commitments.Commitment.objected_by",
            "contributions.Source.consent_broker",
            "contributions.Source.entered_by",
            "contributions.Source.note_taker",
            "contributions.TrackingCode.holder",
            "notifications.News.holder",
            "notifications.News.mail",
            "notifications.News.mailed_at",
        }
    ),
    "staff": frozenset(
        {
            "contributions.Admission.admitted_by",
            "contributions.CoSignature.holder",
            "contributions.Landing.told_by",
            "contributions.LetterRun.made_by",
            "contributions.Reaching.by",
            "contributions.StaffNote.by",
            "decisions.Erratum.proposed_by",
            "decisions.Erratum.published_by",
            "decisions.ChosenTheme.person",
            "decisions.Involvement.person",
            "decisions.Position.person",
            "inbox.TalkRequest.person",
            "people.Absence.account",
            "contributions.Answer.signed_by",
            "contributions.Appeal.answered_by",
            "contributions.ModerationAct.by",
            "contributions.ModerationAct.by_role",
            "contributions.Revision.by_role",
            "people.TeamMember.person",
            "records.Record.owner_person",
            "records.Record.owner_team",
            "journal.Entry.actor_id",
            "journal.Entry.actor_role",
            "people.AreaContact.person",
            "people.Membership.person",
            "people.Person.account",
            "people.Person.email",
            "people.Person.name",
            "people.Person.phone",
            "people.RoleGrant.confirmed_by",
            "people.RoleGrant.person",
            "people.RoleGrant.requested_by",
            "processes.ExistingPlan.by",
            "processes.Process.owner",
            "processes.RoomStatement.adopted_by",
            "processes.RoomStatement.contact",
        }
    ),
    "account": frozenset({"people.Account.email", "people.Account.name", "people.Account.password"}),
    "thing": frozenset(
        {
            "accountability.BaselineFigure.name",
            "accountability.BaselineFigure.source",
            "accountability.ParticipationChoice.exception_name",
            "accountability.ParticipationChoice.exception_source",
            "processes.ExistingPlan.name",
            "contributions.Admission.mailed_at",
            "contributions.HandOver.receiver_mailed_at",
            "contributions.HandOver.sender_mailed_at",
            "framework.InstrumentRule.name",
            "framework.Phase.name",
            "framework.Scale.name",
            "decisions.DecisionKind.name",
            "decisions.GroupReason.by_member",
            "people.CouncilGroup.name",
            "people.Body.address",
            "people.Body.email",
            "people.Body.name",
            "people.Body.phone",
            "people.Organ.name",
            "people.Team.name",
            "places.Area.latitude",
            "places.Area.longitude",
            "places.Area.name",
            "places.Area.source",
            "places.Population.age_from",
            "places.Population.age_to",
            "places.Population.sex",
            "places.Population.source",
            "processes.Boundary.source",
            "processes.Interest.stakeholder",
            "processes.Process.source",
            "processes.Stakeholder.name",
            "processes.StatutoryTerm.name",
            "processes.Theme.name",
        }
    ),
}


def _gather() -> dict[str, frozenset[str]]:
    """Return the fields of the house with those that apps name in `PERSONAL` of their own `tests/addresses.py`."""
    found = dict(_HOUSE)
    for module in modules():
        for kind, fields in getattr(module, "PERSONAL", {}).items():
            found[kind] = found[kind] | fields
    return found


FIELDS = _gather()
