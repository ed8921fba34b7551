# cmake -DINPUT=<file> -DOUTPUT=<.cpp> -DSYMBOL=<name> -P embed_text.cmake
# Writes a source that defines `audmg::functions::<name>`, the text of the file.
file(READ ${INPUT} text HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${text}")
file(
  WRITE ${OUTPUT}
  "#include <string_view>\n"
  "namespace {\nconstexpr char kBytes[] = {${bytes}};\n}\n"
  "namespace audmg::functions {\n"
  "extern const std::string_view ${SYMBOL};\n"
  "const std::string_view ${SYMBOL}{kBytes, sizeof kBytes};\n}\n")
