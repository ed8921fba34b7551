// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace audmg::database {
class EventRepository;
class FileRepository;
}  // namespace audmg::database
namespace audmg::storage {
class ObjectStore;
}  // namespace audmg::storage
namespace audmg::telemetry {
class Logger;
}  // namespace audmg::telemetry

namespace audmg::library {

/// The first part of the keys of snapshots, "index/<user id>". No row names these objects: they are
/// made from rows, and made again when they are missing, damaged or too old.
inline constexpr std::string_view kSnapshotsPrefix = "index/";
[[nodiscard]] std::string snapshot_key(const UserId& owner);

/// The catalogue of one owner together with the lock under which it may be read.
class OpenCatalogue {
 public:
  [[nodiscard]] const catalogue::Catalogue& operator*() const noexcept;
  [[nodiscard]] const catalogue::Catalogue* operator->() const noexcept { return &**this; }
  /// Returns similar_pictures() of the catalogue, computed once for each version of it.
  [[nodiscard]] std::vector<std::vector<FileId>> similar_pictures() const;

 private:
  friend class Catalogues;
  struct Shelf;
  OpenCatalogue(std::shared_ptr<Shelf> shelf, std::shared_lock<std::shared_timed_mutex> lock);

  std::shared_ptr<Shelf> shelf_;
  std::shared_lock<std::shared_timed_mutex> lock_;
};

/// The catalogues of all owners (catalogue/catalogue.hpp): the ones that were used last are in
/// memory. Each is brought up to date by its owner's events whenever it is opened, so it is never
/// older than the rows; it is loaded from its snapshot, or made from the rows. Thread-safe.
class Catalogues {
 public:
  struct Ports {
    database::FileRepository& files;
    database::EventRepository& events;
    storage::ObjectStore& objects;
    const Clock& clock;
    telemetry::Logger& logger;
  };

  /// Keeps catalogues until they take more than `max_bytes` together, and always the one in use.
  /// The ports must outlive it.
  Catalogues(const Ports& ports, std::size_t max_bytes);

  /// Opens the catalogue of an owner. May block for as long as kPatience while it is made or
  /// brought up to date. Errors: unavailable (retryable), when that takes longer; those of the
  /// ports.
  [[nodiscard]] Result<OpenCatalogue> open(const UserId& owner);

  /// Makes the owner's catalogue and its snapshot however long that takes, unless there is a
  /// snapshot already. Errors: those of the ports; unavailable when stopped.
  [[nodiscard]] Result<void> prepare(const UserId& owner, const std::stop_token& stop);

  static constexpr std::chrono::seconds kPatience{10};

 private:
  using Shelf = OpenCatalogue::Shelf;
  /// Returns whether work is to end although it is not done.
  using GiveUp = std::function<bool()>;

  [[nodiscard]] std::shared_ptr<Shelf> shelf_of(const UserId& owner);
  [[nodiscard]] std::string unread_after(const Shelf& shelf) const;
  [[nodiscard]] Result<bool> has_news(Shelf& shelf);
  [[nodiscard]] Result<void> bring_up_to_date(Shelf& shelf, const GiveUp& give_up);
  [[nodiscard]] Result<bool> load(Shelf& shelf);
  [[nodiscard]] Result<void> build(Shelf& shelf, const GiveUp& give_up);
  [[nodiscard]] Result<void> catch_up(Shelf& shelf, const GiveUp& give_up);
  [[nodiscard]] Result<void> apply(Shelf& shelf, const std::vector<FileId>& changed);
  void save_when_due(Shelf& shelf);
  void drop_least_used(const Shelf& in_use);

  const Ports ports_;
  const std::size_t max_bytes_;
  std::mutex mutex_;
  /// Guarded by mutex_; the one used last is the first.
  std::list<std::shared_ptr<Shelf>> shelves_;
  std::unordered_map<std::string, std::list<std::shared_ptr<Shelf>>::iterator> by_owner_;
};

}  // namespace audmg::library
