# audmg_embed_text(<variable> <file> <namespace> <symbol>)
# Sets the variable to a source, written at build time, that defines `<namespace>::<symbol>`: a std::string_view
# of the file's text.
function(audmg_embed_text variable file namespace symbol)
  cmake_path(ABSOLUTE_PATH file)
  cmake_path(GET file STEM name)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}_text.cpp)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_text.cmake)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${file} -DOUTPUT=${source} -DNAMESPACE=${namespace} -DSYMBOL=${symbol} -P ${script}
    DEPENDS ${file} ${script}
    VERBATIM)
  set(${variable} ${source} PARENT_SCOPE)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  file(READ ${INPUT} text HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${text}")
  file(
    WRITE ${OUTPUT}
    "#include <string_view>\n"
    "namespace {\nconstexpr char ${SYMBOL}Bytes[] = {${bytes}};\n}\n"
    "namespace ${NAMESPACE} {\n"
    "extern const std::string_view ${SYMBOL};\n"
    "const std::string_view ${SYMBOL}{${SYMBOL}Bytes, sizeof ${SYMBOL}Bytes};\n}\n")
endif()
