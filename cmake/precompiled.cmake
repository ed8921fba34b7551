# What most sources include is parsed once: a header for libraries and programs, and one with GoogleTest for tests.
# Each source still includes all that it uses. `make soak WHAT=plain-build` proves it.
set(AUDMG_PRECOMPILED_HEADERS
    <algorithm> <array> <atomic> <cerrno> <charconv> <chrono> <condition_variable> <cstdint> <cstdio> <cstring>
    <expected> <filesystem> <fstream> <functional> <limits> <map> <memory> <mutex> <optional> <set> <span> <stop_token>
    <string> <string_view> <system_error> <thread> <unordered_map> <utility> <variant> <vector>
    <fcntl.h> <sys/stat.h> <unistd.h>
    <fmt/format.h>)

# audmg_precompiled_header(<name> HEADERS <header>... LIBRARIES <target>...)
function(audmg_precompiled_header name)
  cmake_parse_arguments(ARG "" "" "HEADERS;LIBRARIES" ${ARGN})
  set(source ${PROJECT_BINARY_DIR}/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "")
  add_library(${name} OBJECT ${source})
  target_link_libraries(${name} PRIVATE audmg_options audmg_warnings ${ARG_LIBRARIES})
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

audmg_precompiled_header(audmg_precompiled HEADERS ${AUDMG_PRECOMPILED_HEADERS} LIBRARIES dep_fmt)
if(AUDMG_WITH_TESTS)
  find_package(GTest REQUIRED)
  audmg_precompiled_header(
    audmg_precompiled_test
    HEADERS ${AUDMG_PRECOMPILED_HEADERS} <gmock/gmock.h> <gtest/gtest.h>
    LIBRARIES dep_fmt GTest::gtest GTest::gmock)
  # As in the programs that use it.
  set_target_properties(audmg_precompiled_test PROPERTIES POSITION_INDEPENDENT_CODE OFF UNITY_BUILD OFF)
  target_compile_options(audmg_precompiled_test PRIVATE -fPIE)
endif()
