// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/composition.hpp"
#include "audmg/core/error.hpp"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace audmg::app {

/// Makes the catalogues that users lack, on a thread of its own: right after the start, so that a
/// library from before catalogues were kept is searchable soon, and daily.
class CatalogueBuilder {
 public:
  /// `composition` must outlive it.
  explicit CatalogueBuilder(Composition& composition);
  /// Ends after the current page of rows.
  ~CatalogueBuilder();
  CatalogueBuilder(const CatalogueBuilder&) = delete;
  CatalogueBuilder& operator=(const CatalogueBuilder&) = delete;

 private:
  void run(const std::stop_token& stop);
  void build_all(const std::stop_token& stop);
  void log_failure(const Error& error);

  Composition& composition_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: uses all of the above
};

}  // namespace audmg::app
