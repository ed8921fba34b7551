# The programs in the zips for AWS Lambda (docs/adr/0015): what is the same in every dependency.
set(AUDMG_LAMBDA_LIBRARIES ${PROJECT_SOURCE_DIR}/build/lambda/root CACHE PATH
  "What tools/lambda_dependencies made; a path of its own for each version")
set(AUDMG_LAMBDA_ROOT ${PROJECT_SOURCE_DIR}/build/lambda/root/var/task)
if(NOT EXISTS ${AUDMG_LAMBDA_ROOT}/lib/libvips.a)
  message(FATAL_ERROR "The libraries for AWS Lambda are missing: `make lambda` builds them and then this.")
endif()

# Ours come before the system's; each description also names what its library needs.
set(ENV{PKG_CONFIG_PATH} ${AUDMG_LAMBDA_ROOT}/lib/pkgconfig)
set(PKG_CONFIG_ARGN --static)
set(OPENSSL_USE_STATIC_LIBS ON)
set(Boost_USE_STATIC_LIBS ON)

add_link_options(-Wl,--gc-sections -Wl,--as-needed -Wl,--build-id=none -Wl,-z,relro -Wl,-z,now -s)

# audmg_lambda_program(<target>): needs no file but its own, so that nothing of Amazon Linux's can differ from ours.
# Packed, its relocations are a fifth of a megabyte less to read.
function(audmg_lambda_program target)
  target_link_options(${target} PRIVATE -static-pie -Wl,--pack-dyn-relocs=relr)
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
endfunction()

# audmg_lambda_child(<target>): runs on the libraries that lie beside it in the zip. By DT_RPATH, because Lambda's
# LD_LIBRARY_PATH comes before a DT_RUNPATH; by absolute paths, because $ORIGIN needs /proc.
function(audmg_lambda_child target)
  target_link_options(${target} PRIVATE -Wl,--dynamic-linker=/var/task/so/ld-linux-x86-64.so.2
                      -Wl,--disable-new-dtags -Wl,-rpath,/var/task/so)
endfunction()
