"""The verbs: plan, make, report, export. In: a show folder. Out: releases. Never: vendors by name, pixels."""
