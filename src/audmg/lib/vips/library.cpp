// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/library.hpp"

#include "audmg/lib/vips/error.hpp"

#include <vips/vips.h>

namespace audmg::vips {
namespace {

void ignore(const char* /*domain*/, GLogLevelFlags /*level*/, const char* /*message*/,
            void* /*data*/) {}

/// Classes are set up at their first use, which in a forked job is every use.
void* set_up_class(GType type, void* /*data*/) {
  g_type_class_ref(type);
  return nullptr;
}

bool start() {
  if (VIPS_INIT("audmg") != 0) return false;
  // Warnings of libvips about a file do not belong in our log; errors come back as values.
  g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, ignore, nullptr);
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  // What libvips itself calls unsafe, then every loader, then the allow-list again.
  vips_block_untrusted_set(TRUE);
  vips_operation_block_set("VipsForeignLoad", TRUE);
  // JPEG XL and JPEG 2000 are among those that libvips calls unsafe: a sandbox is around them.
  for (const char* loader : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadNsgif",
                             "VipsForeignLoadWebp", "VipsForeignLoadTiff", "VipsForeignLoadHeif",
                             "VipsForeignLoadJxl", "VipsForeignLoadJp2k"}) {
    vips_operation_block_set(loader, FALSE);
  }
  vips_type_map_all(VIPS_TYPE_OBJECT, set_up_class, nullptr);
  return true;
}

}  // namespace

Result<void> initialise() {
  static const bool kStarted = start();
  if (!kStarted) return failure(ErrorCode::internal, "libvips does not start");
  return {};
}

std::string library_version() { return vips_version_string(); }

}  // namespace audmg::vips
