// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/object_walk.hpp"

#include <iterator>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kObjectsPerList = 1000;

}  // namespace

Result<const storage::ObjectInfo*> ObjectWalk::look() {
  if (page_.empty() && !at_end_) {
    AUDMG_TRY(auto page,
              objects_.list_objects(
                  {.prefix = prefix_, .start_after = listed_, .max_keys = kObjectsPerList}));
    at_end_ = page.size() < kObjectsPerList;
    if (!page.empty()) listed_ = page.back().key;
    page_.assign(std::move_iterator(page.begin()), std::move_iterator(page.end()));
  }
  return page_.empty() ? nullptr : &page_.front();
}

storage::ObjectInfo ObjectWalk::pass() {
  AUDMG_ASSERT(!page_.empty());
  storage::ObjectInfo object = std::move(page_.front());
  page_.pop_front();
  passed_ = object.key;
  return object;
}

}  // namespace audmg::functions
