"""The order in which SQLite has put rows on its pages: cells fill a page from its end, so whatever lies nearer to the
end came first, as long as the page was not written anew.

https://www.sqlite.org/fileformat2.html
"""
import sqlite3

INDEX_LEAF, INDEX_INTERIOR = 10, 2
HEADER_BYTES = {INDEX_LEAF: 8, INDEX_INTERIOR: 12}


def varint(data, at):
    value = 0
    for count in range(9):
        byte = data[at + count]
        if count == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, at + count + 1
    raise AssertionError("a varint has an end")


def size_of(kind):
    """Of a value by its serial type."""
    return {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}.get(kind, (kind - 12) // 2 if kind >= 12 else 0)


def first_texts(payload, count):
    """The first columns of a record, all of which are text."""
    header_size, at = varint(payload, 0)
    kinds = []
    while at < header_size and len(kinds) < count:
        kind, at = varint(payload, at)
        kinds.append(kind)
    texts, at = [], header_size
    for kind in kinds:
        texts.append(payload[at:at + size_of(kind)].decode("utf-8", "replace"))
        at += size_of(kind)
    return texts


class Pages:
    """A database file without a log beside it."""

    def __init__(self, path):
        self.data = path.read_bytes()
        size = int.from_bytes(self.data[16:18], "big")
        self.page_size = 65536 if size == 1 else size
        with sqlite3.connect(path) as database:
            self.roots = dict(database.execute("SELECT name, rootpage FROM sqlite_master"))
        database.close()

    def physical_order(self, table, columns=2):
        """The first columns of a WITHOUT ROWID table's rows: page after page, the cells of each from its end."""
        cells = []
        self._walk(self.roots[table], columns, cells)
        return [texts for _, _, texts in sorted(cells, key=lambda cell: (cell[0], -cell[1]))]

    def _walk(self, number, columns, cells):
        start = (number - 1) * self.page_size
        at = start + (100 if number == 1 else 0)
        kind = self.data[at]
        count = int.from_bytes(self.data[at + 3:at + 5], "big")
        pointers = at + HEADER_BYTES[kind]
        for i in range(count):
            offset = int.from_bytes(self.data[pointers + 2 * i:pointers + 2 * i + 2], "big")
            cell = start + offset
            if kind == INDEX_INTERIOR:
                self._walk(int.from_bytes(self.data[cell:cell + 4], "big"), columns, cells)
                cell += 4
            size, cell = varint(self.data, cell)
            cells.append((number, offset, first_texts(self.data[cell:cell + size], columns)))
        if kind == INDEX_INTERIOR:
            self._walk(int.from_bytes(self.data[at + 8:at + 12], "big"), columns, cells)
