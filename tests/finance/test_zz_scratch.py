import pytest, re, gzip, pathlib
from datetime import date
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.contracts.visits import visitor, provider_visitor
from tests.contracts import walk as cw
from tests.contracts.walk import services, completed_contract, signed_contract
from tests.finance import walk
OUT=pathlib.Path("/tmp/shots"); OUT.mkdir(exist_ok=True)
@pytest.mark.django_db
def test_q(client, settings):
    ss=services(count=9)
    cs=[signed_contract(s, value_pln=str(4000+500*i)+".00", party=cw.provider("foundation", f"Fundacja Przykład {i}")) for i,s in enumerate(ss[:6])]
    for i,c in enumerate(cs):
        walk.paid_invoice(c, gross_pln=str(1500+100*i), shares={"loan":str(1200+100*i),"gmina":"300"} if i%2 else None, issued_on=date(2009,3,2+i), on=date(2009,3,9), checked_on=date(2009,3,10), paid_on=date(2009,4,2+i))
    inv=walk.checked_invoice(cs[0], gross_pln="1000.00"); inv2=walk.received_invoice(cs[1], gross_pln="700.00")
    rev=cw.submitted_contract(ss[6], value_pln="10000.00"); ret=cw.returned_contract(ss[7])
    p=ss[0].participation
    acc=cw.accepted_contract(ss[8], value_pln="5000.00") 
    pages=[("coordinator","money",reverse("finance:money",args=[p.pk])),("treasurer","pay",reverse("finance:pay",args=[inv.pk])),("coordinator","invoice",reverse("finance:invoice",args=[inv2.pk])),
      ("treasurer","paid",reverse("finance:invoice",args=[inv.pk-1])),("coordinator","contracts",reverse("contracts:list",args=[p.pk])),("coordinator","contract",reverse("contracts:contract",args=[cs[0].pk])),
      ("coordinator","returned",reverse("contracts:contract",args=[ret.pk])),("coordinator","change",reverse("contracts:change",args=[ret.pk])),("counsel","queue",reverse("contracts:review_queue")),("counsel","accept",reverse("contracts:accept",args=[rev.pk])),("mayor","sign",reverse("contracts:sign",args=[acc.pk])),
      ("consultant","overview",reverse("finance:overview")),("coordinator","invoices",reverse("finance:invoices",args=[p.pk])),("coordinator","of_contract",reverse("finance:of_contract",args=[cs[0].pk])),("coordinator","receive",reverse("finance:receive",args=[cs[0].pk]))]
    for role,name,u in pages:
        b=visitor(client, settings, role, None if role=="counsel" else p, on=date(2009,7,16), language="pl"); b.get(u)
        with CaptureQueriesContext(connection) as q:
            r=b.get(u)
        print(name, r.status_code, len(q), len(gzip.compress(r.content)))
        (OUT/f"{name}.html").write_bytes(r.content)
