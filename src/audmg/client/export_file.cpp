// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/export_file.hpp"

#include "audmg/client/download.hpp"
#include "audmg/client/find_file.hpp"
#include "audmg/client/local_names.hpp"
#include "audmg/client/private_file.hpp"
#include "audmg/client/sidecar.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/library/local_date.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <optional>
#include <system_error>
#include <utility>

namespace audmg::client {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxExportedSidecarBytes = std::size_t{4} * 1024 * 1024;
constexpr std::string_view kSidecarEnding = ".xmp";
constexpr std::string_view kUploadedSidecarEnding = ".original.xmp";

bool has_size(const fs::path& path, std::uint64_t size) {
  std::error_code error;
  return fs::file_size(path, error) == size && !error;
}

/// A date with an offset is a moment; another one is read by this machine's clock, as its other
/// files are.
std::optional<std::time_t> moment_of(std::string_view date) {
  if (const auto moment = parse_date_time(date)) {
    return static_cast<std::time_t>(
        std::chrono::floor<std::chrono::seconds>(*moment).time_since_epoch().count());
  }
  const auto local = library::parse_local_date(date);
  if (!local) return std::nullopt;
  const auto days = std::chrono::floor<std::chrono::days>(local->clock);
  const std::chrono::year_month_day day(days);
  const auto time = std::chrono::floor<std::chrono::seconds>(local->clock - days);
  std::tm clock{};
  clock.tm_year = static_cast<int>(day.year()) - 1900;
  clock.tm_mon = static_cast<int>(static_cast<unsigned>(day.month())) - 1;
  clock.tm_mday = static_cast<int>(static_cast<unsigned>(day.day()));
  clock.tm_sec = static_cast<int>(time.count());
  clock.tm_isdst = -1;
  return std::mktime(&clock);
}

/// Best effort: the date of a copy is a convenience.
void set_date(const fs::path& path, std::string_view date) {
  const auto moment = moment_of(date);
  if (!moment) return;
  const std::array<std::timespec, 2> times{std::timespec{.tv_sec = *moment, .tv_nsec = 0},
                                           std::timespec{.tv_sec = *moment, .tv_nsec = 0}};
  (void)::utimensat(AT_FDCWD, path.c_str(), times.data(), 0);
}

class FileExport {
 public:
  FileExport(Connection& drive, ExportIndex& index, const fs::path& folder, const RemoteFile& file,
             const std::function<void(std::uint64_t)>& received)
      : drive_(drive), index_(index), folder_(folder), file_(file), received_(received) {}

  Result<ExportedFile> run() {
    AUDMG_CHECK(take_place());
    const fs::path path = folder_ / done_.path;
    AUDMG_CHECK(make_private_folder(path.parent_path()));
    done_.was_there = has_size(path, file_.size);
    if (!done_.was_there) {
      AUDMG_CHECK(download_file(drive_, {.url = file_.url,
                                         .size = file_.size,
                                         .sha256 = file_.sha256,
                                         .to = path,
                                         .renew_url = [this] { return new_url(); },
                                         .received = received_}));
      set_date(path, file_.date);
    }
    AUDMG_CHECK(fetch_video());
    AUDMG_CHECK(put_sidecar(path));
    return std::move(done_);
  }

 private:
  /// Gives the file its path, and moves a copy that lies elsewhere.
  Result<void> take_place() {
    const std::string within = folder_of_date(file_.date);
    const std::string name = local_name(file_.name);
    const auto former = index_.find(file_.id);
    const fs::path wanted = folder_ / within / name;
    std::error_code error;
    const bool is_foreign =
        !former && fs::exists(wanted, error) && !is_whole(wanted, file_.size, file_.sha256);
    AUDMG_TRY(
        done_.path,
        index_.assign({.key = file_.id, .folder = within, .name = name, .is_taken = is_foreign}));
    if (former && *former != done_.path) AUDMG_CHECK(move_from(*former, done_.path));
    return {};
  }

  Result<void> move_from(const std::string& former, const std::string& now) {
    AUDMG_CHECK(make_private_folder((folder_ / now).parent_path()));
    for (const std::string_view ending :
         {std::string_view(), kSidecarEnding, kUploadedSidecarEnding}) {
      const fs::path from = folder_ / (former + std::string(ending));
      const fs::path to = folder_ / (now + std::string(ending));
      if (::rename(from.c_str(), to.c_str()) != 0 && errno != ENOENT) {
        return fail_errno("cannot move " + from.string(), errno);
      }
    }
    return {};
  }

  [[nodiscard]] const RemoteCompanion* companion(std::string_view kind) const {
    const auto found = std::ranges::find(file_.companions, kind, &RemoteCompanion::kind);
    return found == file_.companions.end() ? nullptr : &*found;
  }

  Result<void> fetch_companion(const RemoteCompanion& each, const fs::path& to) {
    if (has_size(to, each.size)) return {};
    AUDMG_CHECK(download_file(drive_, {.url = each.url,
                                       .size = each.size,
                                       .to = to,
                                       .renew_url = [&] { return new_companion_url(each.kind); },
                                       .received = received_}));
    set_date(to, file_.date);
    return {};
  }

  Result<void> fetch_video() {
    const RemoteCompanion* const video = companion("video");
    if (video == nullptr) return {};
    const fs::path path(done_.path);
    const std::string ending = video->content_type == "video/mp4" ? ".mp4" : ".mov";
    const std::string key = file_.id + "/video";
    const auto former = index_.find(key);
    AUDMG_TRY(const std::string place,
              index_.assign(
                  {.key = key,
                   .folder = path.parent_path().string(),
                   .name = std::string(name_without_ending(path.filename().string())) + ending}));
    if (former && *former != place) AUDMG_CHECK(move_from(*former, place));
    return fetch_companion(*video, folder_ / place);
  }

  Result<void> put_sidecar(const fs::path& path) {
    const RemoteCompanion* const uploaded = companion("xmp");
    const std::string said = uploaded != nullptr && file_.revision <= 1 ? "" : sidecar_of(file_);
    const fs::path sidecar = path.string() + std::string(kSidecarEnding);
    if (uploaded != nullptr) {
      const fs::path to =
          said.empty() ? sidecar : fs::path(path.string() + std::string(kUploadedSidecarEnding));
      AUDMG_CHECK(fetch_companion(*uploaded, to));
    }
    done_.has_sidecar = uploaded != nullptr || !said.empty();
    if (said.empty()) return {};
    const auto former = read_small_file(sidecar, kMaxExportedSidecarBytes);
    if (former && *former == said) return {};
    return replace_private_file(sidecar, said);
  }

  Result<std::string> new_url() {
    AUDMG_TRY(RemoteFile file, get_file(drive_, file_.id));
    return std::move(file.url);
  }

  Result<std::string> new_companion_url(const std::string& kind) {
    AUDMG_TRY(const RemoteFile file, get_file(drive_, file_.id));
    const auto found = std::ranges::find(file.companions, kind, &RemoteCompanion::kind);
    if (found == file.companions.end()) return fail(ErrorCode::not_found, "it is gone");
    return found->url;
  }

  Connection& drive_;
  ExportIndex& index_;
  const fs::path& folder_;
  const RemoteFile& file_;
  const std::function<void(std::uint64_t)>& received_;
  ExportedFile done_;
};

}  // namespace

Result<ExportedFile> export_file(Connection& drive, ExportIndex& index, const fs::path& folder,
                                 const RemoteFile& file,
                                 const std::function<void(std::uint64_t)>& received) {
  return FileExport(drive, index, folder, file, received).run();
}

}  // namespace audmg::client
