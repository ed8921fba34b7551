// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/catalogue/similar.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/deadline.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/event_reader.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
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

/// The ports that catalogues are made with.
struct CataloguePorts {
  database::FileRepository& files;
  database::EventRepository& events;
  storage::ObjectStore& objects;
  const Clock& clock;
  telemetry::Logger& logger;
};

/// One owner's catalogue, and the work to keep it: loading its snapshot, making it from the rows,
/// following the owner's events. Whoever calls work() or prepare() holds the lock
/// `working`; whoever reads the catalogue holds `reading` shared. No work holds `reading` for
/// longer than it takes to put some rows in.
class CatalogueShelf {
 public:
  /// Returns whether work is to end although it is not done; the next call continues.
  using GiveUp = std::function<bool()>;

  /// The ports must outlive the shelf.
  CatalogueShelf(const CataloguePorts& ports, UserId owner)
      : ports_(ports), owner_(std::move(owner)) {}

  /// Brings the catalogue up to date with the owner's events. Errors: unavailable (retryable), when
  /// it gave up; those of the ports.
  [[nodiscard]] Result<void> work(const GiveUp& give_up);
  /// Brings the catalogue up to date and writes its snapshot, unless there is one of the last days
  /// or the owner has so few files that none is kept. Errors: as work().
  [[nodiscard]] Result<void> prepare(const GiveUp& give_up);

  /// Null before work() has succeeded for the first time.
  [[nodiscard]] const catalogue::Catalogue* catalogue() const noexcept {
    return catalogue_ ? &*catalogue_ : nullptr;
  }
  [[nodiscard]] const UserId& owner() const noexcept { return owner_; }
  /// Returns about how much memory it takes. Needs no lock.
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
  /// Returns the groups of pictures that look alike, which are looked for once for each version of
  /// the catalogue. Takes `reading` itself, and only while it copies what it needs. Errors:
  /// deadline_exceeded (retryable), also while another call is looking for them; the next call
  /// continues. Precondition: work() has succeeded before.
  [[nodiscard]] Result<std::shared_ptr<const catalogue::SimilarGroups>> similar_pictures(
      Deadline::Time end);

  std::timed_mutex working;
  std::shared_mutex reading;

 private:
  /// A catalogue that is being made, and how far it has come.
  struct Making {
    catalogue::Catalogue catalogue;
    database::EventReader events;
    FileId before;
  };

  [[nodiscard]] Result<bool> load();
  [[nodiscard]] Result<void> make(const GiveUp& give_up);
  [[nodiscard]] Result<void> follow_events(const GiveUp& give_up);
  [[nodiscard]] Result<void> apply_pending();
  void replace(catalogue::Catalogue catalogue, database::EventReader events);
  void save_when_due();
  [[nodiscard]] Result<void> save();

  const CataloguePorts ports_;
  const UserId owner_;
  // Changed with both locks:
  std::optional<catalogue::Catalogue> catalogue_;
  std::uint64_t generation_ = 0;  ///< which catalogue it is: versions begin anew with each
  std::atomic<std::size_t> bytes_ = 0;

  // Guarded by `working`:
  std::optional<database::EventReader> events_;
  std::optional<Making> making_;
  /// Files whose rows must be looked at again.
  std::vector<FileId> pending_;
  TimePoint current_at_;
  TimePoint saved_at_;  ///< the epoch: there is no snapshot that can be used
  std::size_t events_since_saved_ = 0;

  std::timed_mutex similar_mutex_;  ///< taken before `reading`
  // Guarded by it:
  std::pair<std::uint64_t, std::uint64_t> similar_version_;  ///< generation and version
  std::optional<catalogue::SimilarSearch> similar_search_;   ///< not done yet
  std::shared_ptr<const catalogue::SimilarGroups> similar_;
};

}  // namespace audmg::library
