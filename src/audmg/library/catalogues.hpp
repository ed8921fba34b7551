// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/library/catalogue_shelf.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace audmg::library {

/// The catalogue of one owner together with the lock under which it may be read.
class OpenCatalogue {
 public:
  [[nodiscard]] const catalogue::Catalogue& operator*() const noexcept {
    return *shelf_->catalogue();
  }
  [[nodiscard]] const catalogue::Catalogue* operator->() const noexcept { return &**this; }
  /// Returns similar_pictures() of the catalogue, computed once for each version of it.
  [[nodiscard]] std::vector<std::vector<FileId>> similar_pictures() const {
    return shelf_->similar_pictures();
  }

 private:
  friend class Catalogues;
  explicit OpenCatalogue(std::shared_ptr<CatalogueShelf> shelf)
      : shelf_(std::move(shelf)), lock_(shelf_->reading) {}

  std::shared_ptr<CatalogueShelf> shelf_;
  std::shared_lock<std::shared_mutex> lock_;
};

/// The catalogues of all owners (catalogue/catalogue.hpp): the ones that were used last are in
/// memory. Each is brought up to date by its owner's events whenever it is opened; it is loaded
/// from its snapshot, or made from the rows. Thread-safe.
class Catalogues {
 public:
  /// The longest that open() works on a catalogue, and that it waits while another call does.
  static constexpr std::chrono::seconds kPatience{5};
  static constexpr std::chrono::milliseconds kWait{500};

  /// Keeps catalogues until they take more than `max_bytes` together, and always the one in use.
  /// The ports must outlive it.
  Catalogues(const CataloguePorts& ports, std::size_t max_bytes)
      : ports_(ports), max_bytes_(max_bytes) {}

  /// Opens the catalogue of an owner. May block for kPatience while it is made or brought up to
  /// date; what was done by then is not lost. Errors: unavailable (retryable), when that takes
  /// longer; those of the ports.
  [[nodiscard]] Result<OpenCatalogue> open(const UserId& owner);

  /// Makes the owner's catalogue and its snapshot, however long that takes, if they are lacking or
  /// old. Errors: those of the ports; unavailable when stopped.
  [[nodiscard]] Result<void> prepare(const UserId& owner, const std::stop_token& stop);

 private:
  [[nodiscard]] std::shared_ptr<CatalogueShelf> shelf_of(const UserId& owner);
  void drop_least_used(const CatalogueShelf& in_use);

  const CataloguePorts ports_;
  const std::size_t max_bytes_;
  std::mutex mutex_;
  /// Guarded by mutex_; the one used last is the first.
  std::list<std::shared_ptr<CatalogueShelf>> shelves_;
  std::unordered_map<std::string, std::list<std::shared_ptr<CatalogueShelf>>::iterator> by_owner_;
};

}  // namespace audmg::library
