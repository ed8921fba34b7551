// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace audmg::functions {

/// The counts of an adoption so far.
struct AdoptReport {
  std::size_t objects_seen = 0;
  /// Objects that already had a row.
  std::size_t known = 0;
  std::size_t adopted = 0;
  /// Adopted objects without a readable sidecar, whose name and time are lost.
  std::size_t without_sidecar = 0;
  /// Files whose row named a missing or damaged object, and that name this one now.
  std::size_t healed = 0;
  /// Accounts recreated, without a password.
  std::size_t accounts_made = 0;
  /// Objects whose bytes the owner also has in another object; they are left where they are.
  std::size_t duplicates = 0;
  /// Objects that were deleted on purpose, or are neither image nor audio.
  std::size_t left_alone = 0;
  /// Objects brought back from the quarantine.
  std::size_t brought_back = 0;
};

struct AdoptOptions {
  /// Also adopt the objects in the quarantine.
  bool from_quarantine = false;
};

/// Recreates missing rows from the objects and their sidecars, and missing owners' accounts; then
/// gives both halves of the drive one identity with a new generation. Removes nothing. May be
/// repeated, and continues where a former run ended. Nothing else may work on the drive meanwhile.
/// Not thread-safe.
class Adoption {
 public:
  /// `services` must outlive it.
  Adoption(const AdoptOptions& options, const Services& services)
      : options_(options), services_(services) {}

  /// Makes one bounded pass; returns whether there is more to do. Blocks. Errors: those of the
  /// stores; a new adoption continues.
  [[nodiscard]] Result<bool> pass();

  [[nodiscard]] const AdoptReport& report() const noexcept { return report_; }

 private:
  enum class Step { snapshots, quarantine, objects, companions, identity, done };

  [[nodiscard]] Result<void> bring_back();
  [[nodiscard]] Result<void> adopt_page();
  [[nodiscard]] Result<void> adopt(const storage::ObjectInfo& object);
  [[nodiscard]] Result<std::vector<bool>> went_with_their_owners(std::span<const std::string> keys);
  [[nodiscard]] Result<bool> is_companion(const std::string& object_key);
  [[nodiscard]] Result<void> adopt_companion(const std::string& object_key);
  [[nodiscard]] Result<std::string> find_username(const UserId& owner);
  [[nodiscard]] Result<void> make_owner(const UserId& id, std::string_view username);
  [[nodiscard]] Result<void> add_row(const database::File& file);
  [[nodiscard]] Result<bool> replace_if_lost(const database::File& row, const database::File& file);
  [[nodiscard]] Result<database::File> complete_digests(database::File file);
  [[nodiscard]] Result<std::optional<database::File>> find_out(const storage::ObjectInfo& object);

  const AdoptOptions options_;
  const Services services_;
  AdoptReport report_;
  Step step_ = Step::snapshots;
  std::string position_;
  /// Set when there are companions to adopt, which need their pictures' rows first.
  bool has_companions_ = false;
};

}  // namespace audmg::functions
