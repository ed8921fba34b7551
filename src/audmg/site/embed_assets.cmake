# cmake -DFOLDER=<web/dist> -DOUTPUT=<.cpp> -P embed_assets.cmake
# Writes a source that defines audmg::site::embedded_assets(): every file below the folder, with its
# .gz and .br forms. The assembler reads the bytes, which takes no time even for megabytes.
set(type_html "text/html; charset=utf-8")
set(type_js "text/javascript; charset=utf-8")
set(type_css "text/css; charset=utf-8")
set(type_svg "image/svg+xml")
set(type_png "image/png")
set(type_txt "text/plain; charset=utf-8")
set(type_json "application/json")
set(type_woff2 "font/woff2")
set(type_webmanifest "application/manifest+json")
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT files)
list(FILTER files EXCLUDE REGEX "(^|/)\\.|\\.(gz|br)$")

set(count 0)
set(blobs "")
set(rows "")
# The bytes of a file as a symbol; "" for one that is not there.
macro(add_blob path variable)
  set(${variable} "std::string_view{}")
  if(EXISTS ${path})
    string(APPEND blobs
           "asm(\".section .rodata\\n.global audmg_asset_${count}\\n.global audmg_asset_${count}_end\\n\"\n"
           "    \"audmg_asset_${count}:\\n.incbin \\\"${path}\\\"\\n\"\n"
           "    \"audmg_asset_${count}_end:\\n.previous\\n\");\n"
           "extern \"C\" const char audmg_asset_${count}[], audmg_asset_${count}_end[];\n")
    set(${variable} "blob(audmg_asset_${count}, audmg_asset_${count}_end)")
    math(EXPR count "${count} + 1")
  endif()
endmacro()

foreach(file IN LISTS files)
  get_filename_component(extension ${file} LAST_EXT)
  string(SUBSTRING "${extension}" 1 -1 extension)
  if(NOT DEFINED type_${extension})
    message(FATAL_ERROR "embed_assets.cmake: which Content-Type has ${file}?")
  endif()
  file(SHA256 ${FOLDER}/${file} digest)
  string(SUBSTRING ${digest} 0 20 digest)
  add_blob(${FOLDER}/${file} bytes)
  add_blob(${FOLDER}/${file}.gz gzip)
  add_blob(${FOLDER}/${file}.br brotli)
  string(APPEND rows "    Asset{\"/${file}\", \"${type_${extension}}\", \"${digest}\", ${bytes}, ${gzip}, ${brotli}},\n")
endforeach()

file(
  WRITE ${OUTPUT}
  "#include \"audmg/site/asset.hpp\"\n"
  "#include <vector>\n"
  "${blobs}"
  "namespace audmg::site {\n"
  "namespace {\n"
  "std::string_view blob(const char* begin, const char* end) {\n"
  "  return {begin, static_cast<std::size_t>(end - begin)};\n}\n"
  "}\n"
  "std::span<const Asset> embedded_assets() noexcept {\n"
  "  static const std::vector<Asset> assets = {\n${rows}  };\n"
  "  return assets;\n}\n}\n")
