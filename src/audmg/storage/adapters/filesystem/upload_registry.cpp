// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/upload_registry.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/lib/openssl/random.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <set>
#include <utility>

namespace audmg::storage::filesystem {
namespace {

constexpr std::size_t kUploadIdBytes = 16;
/// Number of map entries per recent session above which those of ended sessions are removed.
constexpr std::size_t kEntriesPerRecent = 4;

}  // namespace

bool is_upload_id(std::string_view text) noexcept {
  return text.size() == 2 * kUploadIdBytes && std::ranges::all_of(text, is_lower_hex_digit);
}

std::string make_upload_id() {
  std::array<std::byte, kUploadIdBytes> bytes{};
  openssl::fill_random(bytes);
  return to_hex(bytes);
}

Result<void> UploadRegistry::remove_remnants() {
  std::set<std::string, std::less<>> data;
  std::set<std::string, std::less<>> indexes;
  const int listed =
      folder_->operations().list(folder_->uploads(), [&](std::string_view name, bool is_folder) {
        const std::string_view id = name.substr(0, name.find('.'));
        if (is_folder || !is_upload_id(id)) return;
        if (name == data_name(id)) data.emplace(id);
        if (name == index_name(id)) indexes.emplace(id);
      });
  if (listed < 0) return fail_with(listed, "cannot list uploads");
  std::set<std::string, std::less<>> remnants;
  std::ranges::set_symmetric_difference(data, indexes, std::inserter(remnants, remnants.end()));
  for (const std::string& id : remnants) AUDMG_CHECK(remove_upload_files(*folder_, id));
  return {};
}

void UploadRegistry::add(const std::shared_ptr<UploadSession>& session) {
  const std::scoped_lock lock(mutex_);
  sessions_[session->id()] = session;
  keep(session);
}

Result<std::shared_ptr<UploadSession>> UploadRegistry::find(std::string_view key,
                                                            std::string_view upload_id) {
  if (!is_upload_id(upload_id)) return fail(ErrorCode::not_found, "no such upload");
  const std::string id(upload_id);
  const std::scoped_lock lock(mutex_);
  std::shared_ptr<UploadSession> session;
  if (const auto known = sessions_.find(id); known != sessions_.end()) {
    session = known->second.lock();
  }
  if (!session) {
    AUDMG_TRY(session, UploadSession::load(folder_, id));
    sessions_[id] = session;
  }
  keep(session);
  if (session->header().key != key) return fail(ErrorCode::not_found, "no such upload");
  return session;
}

void UploadRegistry::remove(const std::string& upload_id) {
  std::shared_ptr<UploadSession> removed;  // closes its files after the lock
  const std::scoped_lock lock(mutex_);
  sessions_.erase(upload_id);
  const auto recent = std::ranges::find(recent_, upload_id, &UploadSession::id);
  if (recent == recent_.end()) return;
  removed = std::move(*recent);
  recent_.erase(recent);
}

void UploadRegistry::keep(const std::shared_ptr<UploadSession>& session) {
  const auto recent = std::ranges::find(recent_, session);
  if (recent != recent_.end()) {
    recent_.splice(recent_.begin(), recent_, recent);
    return;
  }
  recent_.push_front(session);
  if (recent_.size() > max_recent_) recent_.pop_back();
  if (sessions_.size() > kEntriesPerRecent * max_recent_) {
    std::erase_if(sessions_, [](const auto& entry) { return entry.second.expired(); });
  }
}

}  // namespace audmg::storage::filesystem
