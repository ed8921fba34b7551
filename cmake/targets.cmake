# audmg_library(<name> SOURCES <file>... [PUBLIC <target>...] [PRIVATE <target>...])
# One static library per folder, with our options and warnings.
function(audmg_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  if(ARG_SOURCES)
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC audmg_options ${ARG_PUBLIC} PRIVATE audmg_warnings ${ARG_PRIVATE})
    target_precompile_headers(${name} REUSE_FROM audmg_precompiled)
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE audmg_options ${ARG_PUBLIC})
  endif()
endfunction()

# What takes longest. CTest begins with these even where it has not measured anything yet.
set(AUDMG_LONG_TESTS
    audmg_database_dynamodb_library_test audmg_database_sqlite_fault_test audmg_database_sqlite_test
    audmg_functions_test audmg_media_audio_test audmg_media_image_corpus_test audmg_media_program_test
    audmg_media_sandbox_test audmg_server_test)

# audmg_test(<name> SOURCES <file>... LIBRARIES <target>... [LAUNCHER <word>...])
# One GoogleTest program, one CTest entry, run by the launcher if there is one.
function(audmg_test name)
  if(NOT AUDMG_WITH_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES;LAUNCHER" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE audmg_options audmg_warnings ${ARG_LIBRARIES} GTest::gtest GTest::gmock GTest::gtest_main)
  target_precompile_headers(${name} REUSE_FROM audmg_precompiled_test)
  # The emulator is one for programs of another architecture (cmake/arm64.cmake).
  add_test(NAME ${name} COMMAND ${ARG_LAUNCHER} ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:${name}>)
  set_tests_properties(${name} PROPERTIES TIMEOUT 300)
  if(name IN_LIST AUDMG_LONG_TESTS)
    set_tests_properties(${name} PROPERTIES COST 1000)
  endif()
endfunction()

# audmg_partner_test(<name> SOURCES <file>... LIBRARIES <target>...)
# The same with AWS's test partners, which tests/aws/partners.py starts for this program alone. Skipped
# where tools/aws_partners was not run.
function(audmg_partner_test name)
  if(AUDMG_WITH_TESTS)
    audmg_test(${name} ${ARGN} LAUNCHER /usr/bin/python3 -B ${PROJECT_SOURCE_DIR}/tests/aws/partners.py)
    set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77)
  endif()
endfunction()
