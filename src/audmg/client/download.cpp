// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/download.hpp"

#include "audmg/client/open_local.hpp"
#include "audmg/core/descriptor.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/core/hex.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace audmg::client {
namespace {

constexpr std::chrono::seconds kDownloadStallTimeout{90};
constexpr std::size_t kDigitsInName = 12;
/// Number of times a URL is renewed in one download.
constexpr int kMaxRenewals = 20;

std::filesystem::path part_path(const DownloadRequest& request) {
  std::string name = request.to.string();
  if (!request.sha256.empty()) name += "." + request.sha256.substr(0, kDigitsInName);
  return name + ".part";
}

/// One download and its `.part` file.
class Download {
 public:
  Download(Connection& drive, const DownloadRequest& request)
      : drive_(drive), request_(request), part_(part_path(request)), url_(request.url) {}

  Result<void> run() {
    AUDMG_CHECK(open_part());
    AUDMG_CHECK(fetch_rest());
    const bool is_right = request_.sha256.empty() || to_hex(digest_.finish()) == request_.sha256;
    if (offset_ != request_.size || !is_right) {
      ::unlink(part_.c_str());
      return fail(ErrorCode::corrupt, "what arrived is not what was stored; it was removed");
    }
    if (::fsync(file_.get()) != 0) return fail_errno("cannot fsync " + part_.string(), errno);
    if (::rename(part_.c_str(), request_.to.c_str()) != 0) {
      return fail_errno("cannot create " + request_.to.string(), errno);
    }
    return {};
  }

 private:
  /// Without a digest a former part may be of other bytes, and is not used.
  Result<void> open_part() {
    const int mode = request_.sha256.empty() ? O_TRUNC : 0;
    file_ =
        Descriptor(::open(part_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | mode, 0666));
    if (!file_.is_open()) return fail_errno("cannot create " + part_.string(), errno);
    AUDMG_TRY(const OpenLocal former, OpenLocal::open(part_));
    if (former.size() > request_.size) return cut();
    AUDMG_CHECK(add_to_digest(former, former.size(), digest_));
    offset_ = former.size();
    if (request_.received && offset_ > 0) request_.received(offset_);
    return {};
  }

  /// Begins anew.
  Result<void> cut() {
    if (::ftruncate(file_.get(), 0) != 0) return fail_errno("cannot cut " + part_.string(), errno);
    (void)digest_.finish();
    offset_ = 0;
    return {};
  }

  Result<void> fetch_rest() {
    int renewals = 0;
    Attempts attempts(drive_.patience());
    while (offset_ < request_.size) {
      const std::uint64_t before = offset_;
      const auto answer = fetch();
      if (write_error_) return std::unexpected(*write_error_);
      if (offset_ == request_.size) break;
      // Bytes that arrived are kept; a connection that carries something is tried without end.
      if (offset_ > before) attempts.begin_anew();
      const bool is_expired = answer && (answer->status == 403 || answer->status == 404);
      if (is_expired && request_.renew_url && renewals++ < kMaxRenewals) {
        AUDMG_TRY(url_, request_.renew_url());
        continue;
      }
      if (answer && answer->status == 412) {  // it is not what it was
        AUDMG_CHECK(cut());
        etag_.clear();
        continue;
      }
      const bool may_repeat =
          answer ? is_busy(answer->status) || answer->status / 100 == 2 : answer.error().retryable;
      if (may_repeat && attempts.wait_for_next(answer ? requested_pause(*answer)
                                                      : std::chrono::milliseconds(0))) {
        continue;
      }
      if (!answer) return std::unexpected(answer.error());
      return fail(ErrorCode::internal,
                  fmt::format("the store answers with HTTP {}", answer->status));
    }
    return {};
  }

  Result<curl::ClientAnswer> fetch() {
    curl::ClientRequest get{.method = "GET",
                            .url = url_,
                            .fields = {},
                            .timeout = std::chrono::milliseconds(0),
                            .stall_timeout = kDownloadStallTimeout};
    if (offset_ > 0) {
      get.fields.push_back(fmt::format("Range: bytes={}-", offset_));
      if (!etag_.empty()) get.fields.push_back("If-Range: " + etag_);
    }
    bool is_begin = true;
    get.sink = [&](const curl::ClientAnswer& head, std::string_view piece) {
      if (std::exchange(is_begin, false) && !begin(head)) return false;
      return take(piece);
    };
    return drive_.transfer(get);
  }

  bool begin(const curl::ClientAnswer& head) {
    etag_ = head.field("etag");
    if (head.status != 200 || offset_ == 0) return true;
    // The whole object comes, because it has changed or ranges are not supported.
    if (auto done = cut(); !done) {
      write_error_ = std::move(done).error();
      return false;
    }
    return true;
  }

  bool take(std::string_view piece) {
    if (piece.size() > request_.size - offset_) {
      write_error_ = Error{ErrorCode::corrupt, "more bytes come than the file has"};
      return false;
    }
    while (!piece.empty()) {
      const ssize_t written =
          ::pwrite(file_.get(), piece.data(), piece.size(), static_cast<off_t>(offset_));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        write_error_ = fail_errno("cannot write " + part_.string(), errno).error();
        return false;
      }
      const auto count = static_cast<std::size_t>(written);
      digest_.update(piece.substr(0, count));
      offset_ += count;
      if (request_.received) request_.received(count);
      piece.remove_prefix(count);
    }
    return true;
  }

  Connection& drive_;
  const DownloadRequest& request_;
  const std::filesystem::path part_;
  std::string url_;
  std::string etag_;
  Descriptor file_;
  openssl::Sha256 digest_;
  std::uint64_t offset_ = 0;
  std::optional<Error> write_error_;
};

}  // namespace

Result<void> download_file(Connection& drive, const DownloadRequest& request) {
  return Download(drive, request).run();
}

bool is_whole(const std::filesystem::path& path, std::uint64_t size, const std::string& sha256) {
  std::error_code error;
  if (std::filesystem::file_size(path, error) != size || error) return false;
  if (sha256.empty()) return true;
  const auto digest = sha256_of(path);
  return digest && *digest == sha256;
}

}  // namespace audmg::client
