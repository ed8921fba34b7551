# SQLite of a version that we choose, compiled in (docs/adr/0045): Debian 12 and 13 have versions with the WAL-reset bug.
# The folder's name has the version in it, so that another version compiles anew whatever the times of its files are.
execute_process(COMMAND ${PROJECT_SOURCE_DIR}/tools/sqlite/fetch COMMAND_ERROR_IS_FATAL ANY)
file(REAL_PATH ${PROJECT_SOURCE_DIR}/build/sqlite AUDMG_SQLITE_SOURCE)
set_property(
  DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tools/sqlite/source.txt
                            ${AUDMG_SQLITE_SOURCE}/sqlite3.c)

add_library(dep_sqlite3 STATIC EXCLUDE_FROM_ALL ${AUDMG_SQLITE_SOURCE}/sqlite3.c)
target_include_directories(dep_sqlite3 SYSTEM INTERFACE ${AUDMG_SQLITE_SOURCE})
target_link_libraries(dep_sqlite3 PUBLIC Threads::Threads)
# Optimised in every preset: it is not what is debugged. Its names stay out of the dynamic symbols of our programs, so
# that a shared library which brings another SQLite keeps to its own.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  set(AUDMG_SQLITE_JUMPS -fcf-protection)
elseif(CMAKE_SYSTEM_PROCESSOR STREQUAL "aarch64")
  set(AUDMG_SQLITE_JUMPS -mbranch-protection=standard)
endif()
target_compile_options(
  dep_sqlite3 PRIVATE -O2 -fstack-protector-strong -fvisibility=hidden
                      $<$<CONFIG:Release>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 ${AUDMG_SQLITE_JUMPS}>)
set_target_properties(dep_sqlite3 PROPERTIES UNITY_BUILD OFF)
target_compile_definitions(
  dep_sqlite3
  PRIVATE # A connection belongs to one thread at a time (lib/sqlite/connection.hpp), so it needs no locks of its own.
          SQLITE_THREADSAFE=2
          SQLITE_DEFAULT_MEMSTATUS=0
          # Each connection asks for these, too; compiled in, no connection can lack them.
          SQLITE_DQS=0
          SQLITE_TRUSTED_SCHEMA=0
          SQLITE_MAX_MMAP_SIZE=0
          SQLITE_SECURE_DELETE
          SQLITE_OMIT_LOAD_EXTENSION
          SQLITE_OMIT_SHARED_CACHE
          SQLITE_OMIT_DEPRECATED
          SQLITE_LIKE_DOESNT_MATCH_BLOBS
          # What its configure script would find out. Without the second, each commit would sync with fsync().
          HAVE_STDINT_H=1
          HAVE_FDATASYNC=1
          HAVE_USLEEP=1
          HAVE_STRERROR_R=1
          HAVE_LOCALTIME_R=1
          HAVE_GMTIME_R=1
          HAVE_ISNAN=1)
