// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/library.hpp"

#include "audmg/lib/vips/error.hpp"

#include <vips/vips.h>

namespace audmg::vips {
namespace {

bool start() {
  if (VIPS_INIT("audmg") != 0) return false;
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  // What libvips itself calls unsafe, then every loader, then the allow-list again.
  vips_block_untrusted_set(TRUE);
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (const char* loader : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadNsgif",
                             "VipsForeignLoadWebp", "VipsForeignLoadTiff", "VipsForeignLoadHeif"}) {
    vips_operation_block_set(loader, FALSE);
  }
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
