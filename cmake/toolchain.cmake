# Language level, linker, compiler cache and warnings of our own code.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# ccache takes a precompiled header into account by its content, and then needs no care about what it defines.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

add_library(audmg_options INTERFACE)
target_include_directories(audmg_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(audmg_options INTERFACE AUDMG_VERSION="${PROJECT_VERSION}")
# Coroutine frames of Boost.Asio need this on g++; clang knows it by default.
target_compile_options(audmg_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fcoroutines>)
# What changes macros is the same in every target, or they could not share a precompiled header.
target_compile_options(audmg_options INTERFACE -pthread $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
target_compile_definitions(audmg_options INTERFACE $<TARGET_PROPERTY:dep_fmt,INTERFACE_COMPILE_DEFINITIONS>)

add_library(audmg_warnings INTERFACE)
target_compile_options(
  audmg_warnings
  INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wold-style-cast -Werror=switch-enum
            $<$<BOOL:${AUDMG_WERROR}>:-Werror>)
# In a batch g++ takes sources for headers and sees through more calls. What it then warns of is no mistake; the
# preset `plain` has all warnings.
set(in_batches $<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>)
target_compile_options(
  audmg_warnings
  INTERFACE $<${in_batches}:-Wno-subobject-linkage;-Wno-array-bounds;-Wno-maybe-uninitialized;-Wno-stringop-overread>)
