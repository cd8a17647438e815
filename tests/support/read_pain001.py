"""Reads a pain.001.001.09 from standard input as a bank would: is it valid by the published schema, and what does it say?"""

import json
import sys
from importlib import resources

from lxml import etree

NAMESPACE = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}

schema = resources.files("sepaxml").joinpath("schemas/pain.001.001.09.xsd").read_bytes()
document = etree.fromstring(sys.stdin.buffer.read())
validator = etree.XMLSchema(etree.fromstring(schema))


def text(node, path):
    return node.findtext(path, namespaces=NAMESPACE)


payments = [
    {
        "reference": text(payment, "p:PmtId/p:EndToEndId"),
        "amount": text(payment, "p:Amt/p:InstdAmt"),
        "sort_code": text(payment, "p:CdtrAgt/p:FinInstnId/p:ClrSysMmbId/p:MmbId"),
        "name": text(payment, "p:Cdtr/p:Nm"),
        "account": text(payment, "p:CdtrAcct/p:Id/p:Othr/p:Id"),
    }
    for payment in document.iterfind(".//p:CdtTrfTxInf", NAMESPACE)
]
json.dump(
    {
        "valid": validator.validate(document),
        "faults": [str(fault) for fault in validator.error_log],
        "count": text(document, ".//p:GrpHdr/p:NbOfTxs"),
        "sum": text(document, ".//p:GrpHdr/p:CtrlSum"),
        "payments": payments,
    },
    sys.stdout,
)
