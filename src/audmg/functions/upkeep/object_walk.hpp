// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace audmg::functions {

/// A walk over the objects under a prefix in key order, which lists each of them once, by the
/// thousand. Not thread-safe.
class ObjectWalk {
 public:
  /// Begins after the key `after`, or at the first object when it is "". `objects` must outlive it.
  ObjectWalk(storage::ObjectStore& objects, std::string_view prefix, std::string after)
      : objects_(objects), prefix_(prefix), listed_(after), passed_(std::move(after)) {}

  /// Returns the object at which the walk stands; null at the end. Valid until pass(). Errors:
  /// those of the store.
  [[nodiscard]] Result<const storage::ObjectInfo*> look();
  /// Goes on to the next object and returns the one at which the walk stood. Precondition: look()
  /// returned one.
  [[nodiscard]] storage::ObjectInfo pass();
  /// Returns the key of the last object that was passed.
  [[nodiscard]] const std::string& passed() const noexcept { return passed_; }

 private:
  storage::ObjectStore& objects_;
  const std::string prefix_;
  std::deque<storage::ObjectInfo> page_;
  /// Last key of the last page.
  std::string listed_;
  std::string passed_;
  bool at_end_ = false;
};

}  // namespace audmg::functions
