# Third-party libraries as SYSTEM targets named dep_*, so that our warnings never apply to them.
if(AUDMG_LAMBDA)
  include(lambda)
endif()
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(fmt REQUIRED)
find_package(prometheus-cpp REQUIRED)
include(sqlite)

# audmg_pkg_dependency(<name> <pkg-config module>...)
function(audmg_pkg_dependency name)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${ARGN})
  add_library(dep_${name} INTERFACE)
  target_link_libraries(dep_${name} INTERFACE PkgConfig::${name})
endfunction()

# What the programs of every home need...
if(AUDMG_LAMBDA)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
endif()
audmg_pkg_dependency(sodium libsodium)
audmg_pkg_dependency(curl libcurl)
audmg_pkg_dependency(pugixml pugixml)
audmg_pkg_dependency(seccomp libseccomp)
audmg_pkg_dependency(deflate libdeflate)
audmg_pkg_dependency(utf8proc libutf8proc)
audmg_pkg_dependency(zstd libzstd)

# ...and what only one machine's or audmg-media need.
if(AUDMG_LAMBDA)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .so .a)
endif()
audmg_pkg_dependency(qrencode libqrencode)
audmg_pkg_dependency(vips vips)
audmg_pkg_dependency(webp libwebp)
audmg_pkg_dependency(dav1d dav1d)
audmg_pkg_dependency(de265 libde265)
audmg_pkg_dependency(libraw libraw_r)
# It names -fopenmp, for which clang links another library than the one that LibRaw was built with and brings itself.
set_target_properties(PkgConfig::libraw PROPERTIES INTERFACE_LINK_OPTIONS "")
audmg_pkg_dependency(ebur128 libebur128)
audmg_pkg_dependency(taglib taglib)
audmg_pkg_dependency(uchardet uchardet)
audmg_pkg_dependency(zimg zimg)
audmg_pkg_dependency(ffmpeg libavformat libavcodec libswresample libavutil)

add_library(dep_openssl INTERFACE)
target_link_libraries(dep_openssl INTERFACE OpenSSL::SSL OpenSSL::Crypto)

add_library(dep_boost_json INTERFACE)
target_link_libraries(dep_boost_json INTERFACE Boost::json)

add_library(dep_asio INTERFACE)
target_link_libraries(dep_asio INTERFACE Boost::headers OpenSSL::SSL OpenSSL::Crypto Threads::Threads)

# Debian has no static form of it.
add_library(dep_fmt INTERFACE)
target_link_libraries(dep_fmt INTERFACE $<IF:$<BOOL:${AUDMG_LAMBDA}>,fmt::fmt-header-only,fmt::fmt>)

add_library(dep_prometheus INTERFACE)
target_link_libraries(dep_prometheus INTERFACE prometheus-cpp::core)

add_library(dep_cli11 INTERFACE)
