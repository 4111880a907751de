// What others on the machine see of a process: the words it was called with.
#pragma once

namespace opora {

// Covers values among them that hold a password: of addresses with one, and of "password=". Call it when they have been
// read, before anything else: until then they can be seen.
void hide_passwords(int count, char** words);

}  // namespace opora
