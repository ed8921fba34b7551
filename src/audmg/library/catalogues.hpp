// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/catalogue/similar.hpp"
#include "audmg/core/deadline.hpp"
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

namespace audmg::library {

/// The catalogue of one owner together with the lock under which it may be read.
class OpenCatalogue {
 public:
  [[nodiscard]] const catalogue::Catalogue& operator*() const noexcept {
    return *shelf_->catalogue();
  }
  [[nodiscard]] const catalogue::Catalogue* operator->() const noexcept { return &**this; }
  /// Returns the end of the time for which it may be read, which keeps changes waiting: loops over
  /// the whole catalogue take this.
  [[nodiscard]] Deadline deadline() const noexcept { return Deadline(end_); }

 private:
  friend class Catalogues;
  OpenCatalogue(std::shared_ptr<CatalogueShelf> shelf, Deadline::Time end)
      : shelf_(std::move(shelf)), lock_(shelf_->reading), end_(end) {}

  std::shared_ptr<CatalogueShelf> shelf_;
  std::shared_lock<std::shared_mutex> lock_;
  Deadline::Time end_;
};

/// The catalogues of all owners (catalogue/catalogue.hpp): the ones that were used last are in
/// memory. Each is brought up to date by its owner's events whenever it is opened; it is loaded
/// from its snapshot, or made from the rows. Thread-safe.
class Catalogues {
 public:
  /// The longest that open() works on a catalogue, and that it waits while another call does.
  static constexpr std::chrono::seconds kPatience{5};
  static constexpr std::chrono::milliseconds kWait{500};
  /// The longest that an open catalogue is read. With the above that makes 10.5 s, of the 15 s that
  /// a request may take on AWS (deploy/functions/retrieve.yml).
  static constexpr std::chrono::milliseconds kReading{5000};

  /// Keeps catalogues until they take more than `max_bytes` together, and always the one in use.
  /// The ports must outlive it.
  Catalogues(const CataloguePorts& ports, std::size_t max_bytes,
             std::chrono::milliseconds reading = kReading)
      : ports_(ports), max_bytes_(max_bytes), reading_(reading) {}

  /// Opens the catalogue of an owner. May block for kPatience while it is made or brought up to
  /// date; what was done by then is not lost. Errors: unavailable (retryable), when that takes
  /// longer; those of the ports.
  [[nodiscard]] Result<OpenCatalogue> open(const UserId& owner);

  /// Returns the groups of an owner's pictures that look alike, found once for each version of the
  /// catalogue. The catalogue may change meanwhile. Errors: as open(); deadline_exceeded
  /// (retryable), after which the next call continues.
  [[nodiscard]] Result<std::shared_ptr<const catalogue::SimilarGroups>> similar_pictures(
      const UserId& owner);

  /// Makes the owner's catalogue and its snapshot, however long that takes, if they are lacking or
  /// old. Errors: those of the ports; unavailable when stopped.
  [[nodiscard]] Result<void> prepare(const UserId& owner, const std::stop_token& stop);

 private:
  /// Returns the owner's shelf with a catalogue that is up to date.
  [[nodiscard]] Result<std::shared_ptr<CatalogueShelf>> current_shelf(const UserId& owner);
  [[nodiscard]] std::shared_ptr<CatalogueShelf> shelf_of(const UserId& owner);
  void drop_least_used(const CatalogueShelf& in_use);

  const CataloguePorts ports_;
  const std::size_t max_bytes_;
  const std::chrono::milliseconds reading_;
  std::mutex mutex_;
  /// Guarded by mutex_; the one used last is the first.
  std::list<std::shared_ptr<CatalogueShelf>> shelves_;
  std::unordered_map<std::string, std::list<std::shared_ptr<CatalogueShelf>>::iterator> by_owner_;
};

}  // namespace audmg::library
