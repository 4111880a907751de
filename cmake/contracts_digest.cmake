# A header that says which contracts a program was built with: 32 bits are enough to tell the
# builds of one platform apart, and can be read aloud.
file(SHA256 ${DESCRIBED} digest)
string(SUBSTRING ${digest} 0 8 digest)
file(CONFIGURE OUTPUT ${HEADER} CONTENT "// Generated.\n#define OPORA_CONTRACTS \"@digest@\"\n" @ONLY)
