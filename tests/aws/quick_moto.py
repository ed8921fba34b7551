"""Makes moto fast enough for libraries of many thousand files; what it answers stays the same."""

import base64
import collections
import copy
import heapq
import operator

import moto.backends
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

# What a condition may ask of a sort key.
COMPARISONS = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "BEGINS_WITH": str.startswith,
    "BETWEEN": lambda key, low, high: low <= key <= high,
}


def install():
    install_quick_transactions()
    install_quick_queries()
    install_quick_answers()
    install_quick_routes()


def install_quick_transactions():
    """moto copies whole tables, with all in them, for each step of a transaction; here the items that a transaction
    names are kept, and put back when it fails."""
    update = DynamoDBBackend.update_item
    transact = DynamoDBBackend.transact_write_items

    def places_of(self, steps):
        for step in steps:
            [request] = step.values()
            table = self.tables.get(request["TableName"])
            if table:
                key = request.get("Key") or request["Item"]
                yield table, DynamoType(key[table.hash_key_attr]), DynamoType(key[table.range_key_attr])

    def transact_and_put_back(self, steps):
        before = [(table.items[pk], sk, table.items[pk].get(sk)) for table, pk, sk in places_of(self, steps)]
        try:
            return transact(self, steps)
        except Exception:
            for rows, sk, item in before:
                if item is None:
                    rows.pop(sk, None)
                else:
                    rows[sk] = item
            raise

    def update_a_copy(self, table_name, key, *rest, **named):
        table = self.get_table(table_name)
        rows = table.items.get(DynamoType(key[table.hash_key_attr]), {})
        place = DynamoType(key[table.range_key_attr])
        if place in rows:
            rows[place] = copy.deepcopy(rows[place])
        return update(self, table_name, key, *rest, **named)

    Table.__deepcopy__ = lambda table, memo: copy.copy(table)
    DynamoDBBackend.update_item = update_a_copy
    DynamoDBBackend.transact_write_items = transact_and_put_back


def install_quick_queries():
    """moto sorts the whole table for each query; here it gets a table that has only the items of the page."""
    query = Table.query

    def query_few(self, partition, comparison, bounds, limit, start, forward, projections, index=None, *rest, **named):
        few = copy.copy(self)
        few.items = collections.defaultdict(dict)
        for item in items_of_page(self, partition, comparison, bounds, limit, start, forward, index):
            few.items[item.hash_key][item.range_key] = item
        return query(few, partition, comparison, bounds, limit, start, forward, projections, index, *rest, **named)

    Table.query = query_few


def items_of_page(table, partition, comparison, bounds, limit, start, forward, index):
    """Items with the hash key and within the condition on the sort key, from `start` on, at least `limit` and one."""
    hash_name, range_name = table.hash_key_attr, table.range_key_attr
    items = table.items.get(partition, {}).values()
    if index:
        schema = {key["KeyType"]: key["AttributeName"] for key in table.get_index(index).schema}
        hash_name, range_name = schema["HASH"], schema["RANGE"]
        items = (item for rows in table.items.values() for item in rows.values())
        items = [item for item in items if hash_name in item.attrs and item.attrs[hash_name].value == partition.value]
    found = [(item.attrs[range_name].value, item) for item in items if range_name in item.attrs]
    if comparison:
        holds, values = COMPARISONS[comparison], [bound.value for bound in bounds]
        found = [(key, item) for key, item in found if holds(key, *values)]
    if start:
        # Of an index, several items may have the key at which the page begins; moto passes over those before it.
        edge = start[range_name]["S"]
        found = [(key, item) for key, item in found if (key >= edge if forward else key <= edge)]
    if limit and len(found) > limit + 2:
        nearest = heapq.nsmallest if forward else heapq.nlargest
        edge = nearest(limit + 2, (key for key, _ in found))[-1]
        found = [(key, item) for key, item in found if (key <= edge if forward else key >= edge)]
    return [item for _, item in found]


def install_quick_answers():
    """moto looks for each member of a value of DynamoDB under several names."""
    serialize = BaseJSONSerializer._serialize_type_structure

    def serialize_quickly(self, serialized, value, shape, key):
        if shape.name == "AttributeValue":
            serialized[key] = on_the_wire(value)
        else:
            serialize(self, serialized, value, shape, key)

    BaseJSONSerializer._serialize_type_structure = serialize_quickly


def on_the_wire(value):
    [(kind, content)] = value.items()
    if kind == "B":
        content = base64.b64encode(content).decode()
    elif kind == "BS":
        content = [base64.b64encode(each).decode() for each in content]
    elif kind == "L":
        content = [on_the_wire(each) for each in content]
    elif kind == "M":
        content = {name: on_the_wire(each) for name, each in content.items()}
    return {kind: content}


def install_quick_routes():
    """moto looks into its folders at every request."""
    modules = list(moto.backends.list_of_moto_modules())
    moto.backends.list_of_moto_modules = lambda: modules
