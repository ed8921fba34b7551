// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/factors.hpp"

#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <limits>
#include <utility>

namespace audmg::identity {
namespace {

/// Of database::kMaxFactorsBytes; the JSON parser refuses longer text.
constexpr json::Limits kFactorsLimits{.max_bytes = std::size_t{64} * 1024, .max_depth = 8};
constexpr std::size_t kMaxRecoveryHashes = 32;
constexpr std::size_t kMaxTransports = 8;
constexpr int kMaxFailedCodes = 1'000'000;

// --- writing ---

void write_totp(json::Writer& json, std::string_view name, const Totp& totp) {
  json.key(name)
      .begin_object()
      .field("secret", totp.sealed_secret)
      .field("lastStep", totp.last_step)
      .field("addedAt", format_rfc3339(totp.added_at))
      .end_object();
}

void write_texts(json::Writer& json, std::string_view name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  json.key(name).begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

void write_time(json::Writer& json, std::string_view name, TimePoint time) {
  if (time != TimePoint{}) json.field(name, format_rfc3339(time));
}

void write_passkey(json::Writer& json, const Passkey& key) {
  json.begin_object()
      .field("id", key.id)
      .field("name", key.name)
      .field("rpId", key.rp_id)
      .field("publicKey", key.public_key)
      .field("signCount", key.sign_count)
      .field("backupEligible", key.backup_eligible)
      .field("backedUp", key.backed_up);
  write_texts(json, "transports", key.transports);
  json.field("createdAt", format_rfc3339(key.created_at));
  if (key.last_used_at) json.field("lastUsedAt", format_rfc3339(*key.last_used_at));
  write_time(json, "lastChallengeAt", key.last_challenge_at);
  json.end_object();
}

// --- reading ---

/// Reads the members of one object and remembers whether all of them were as they must be.
class FactorsReader {
 public:
  FactorsReader(const json::Value& object, bool& good) : object_(object), good_(good) {
    if (object.as_object() == nullptr) good_ = false;
  }

  std::string text(std::string_view name) {
    const json::Value* const member = object_.find(name);
    const std::string* const text = member == nullptr ? nullptr : member->as_string();
    if (text == nullptr) good_ = false;
    return text == nullptr ? std::string() : *text;
  }

  TimePoint time(std::string_view name) {
    const auto time = parse_rfc3339(text(name));
    if (!time) good_ = false;
    return time.value_or(TimePoint{});
  }

  std::optional<TimePoint> optional_time(std::string_view name) {
    if (object_.find(name) == nullptr) return std::nullopt;
    return time(name);
  }

  template <class T>
  T number(std::string_view name, T most = std::numeric_limits<T>::max()) {
    const json::Value* const member = object_.find(name);
    const auto number = member == nullptr ? std::nullopt : member->as_unsigned();
    if (!number || *number > static_cast<std::uint64_t>(most)) {
      good_ = false;
      return 0;
    }
    return static_cast<T>(*number);
  }

  bool truth(std::string_view name) {
    const json::Value* const member = object_.find(name);
    const auto truth = member == nullptr ? std::nullopt : member->as_bool();
    if (!truth) good_ = false;
    return truth.value_or(false);
  }

  bool has(std::string_view name) const { return object_.find(name) != nullptr; }

  /// Returns what `read` makes of each element; an absent array is empty.
  template <class Read>
  auto list(std::string_view name, std::size_t most, Read read) {
    std::vector<decltype(read(object_))> elements;
    const json::Value* const member = object_.find(name);
    if (member == nullptr) return elements;
    const json::Array* const array = member->as_array();
    if (array == nullptr || array->size() > most) {
      good_ = false;
      return elements;
    }
    elements.reserve(array->size());
    for (const json::Value& element : *array) elements.push_back(read(element));
    return elements;
  }

  std::vector<std::string> texts(std::string_view name, std::size_t most) {
    return list(name, most, [this](const json::Value& element) {
      const std::string* const text = element.as_string();
      if (text == nullptr) good_ = false;
      return text == nullptr ? std::string() : *text;
    });
  }

  std::optional<Totp> totp(std::string_view name) {
    const json::Value* const member = object_.find(name);
    if (member == nullptr) return std::nullopt;
    FactorsReader reader(*member, good_);
    return Totp{.sealed_secret = reader.text("secret"),
                .last_step = reader.number<std::int64_t>("lastStep"),
                .added_at = reader.time("addedAt")};
  }

  Passkey passkey() {
    return {.id = text("id"),
            .name = text("name"),
            .rp_id = text("rpId"),
            .public_key = text("publicKey"),
            .sign_count = number<std::uint32_t>("signCount"),
            .backup_eligible = truth("backupEligible"),
            .backed_up = truth("backedUp"),
            .transports = texts("transports", kMaxTransports),
            .created_at = time("createdAt"),
            .last_used_at = optional_time("lastUsedAt"),
            .last_challenge_at = optional_time("lastChallengeAt").value_or(TimePoint{})};
  }

  KnownNetwork network() { return {.hash = text("hash"), .last_login_at = time("lastLoginAt")}; }

 private:
  const json::Value& object_;
  bool& good_;
};

}  // namespace

std::string factors_to_json(const Factors& factors) {
  json::Writer json;
  json.begin_object();
  if (factors.totp) write_totp(json, "totp", *factors.totp);
  if (factors.pending_totp) write_totp(json, "pendingTotp", *factors.pending_totp);
  write_texts(json, "recoveryHashes", factors.recovery_hashes);
  if (!factors.passkeys.empty()) {
    json.key("passkeys").begin_array();
    for (const Passkey& key : factors.passkeys) write_passkey(json, key);
    json.end_array();
  }
  if (factors.failed_codes > 0) json.field("failedCodes", factors.failed_codes);
  write_time(json, "failedSince", factors.failed_since);
  if (!factors.networks.empty()) {
    json.key("networks").begin_array();
    for (const KnownNetwork& network : factors.networks) {
      json.begin_object()
          .field("hash", network.hash)
          .field("lastLoginAt", format_rfc3339(network.last_login_at))
          .end_object();
    }
    json.end_array();
  }
  return std::move(json.end_object()).take();
}

Result<Factors> factors_from_json(std::string_view text) {
  if (text.empty()) return Factors{};
  const auto document = json::parse(text, kFactorsLimits);
  if (!document)
    return fail(ErrorCode::corrupt, "the factors are no JSON: " + document.error().reason);
  bool good = true;
  FactorsReader reader(*document, good);
  Factors factors;
  factors.totp = reader.totp("totp");
  factors.pending_totp = reader.totp("pendingTotp");
  factors.recovery_hashes = reader.texts("recoveryHashes", kMaxRecoveryHashes);
  factors.passkeys = reader.list("passkeys", kMaxPasskeys, [&good](const json::Value& element) {
    return FactorsReader(element, good).passkey();
  });
  if (reader.has("failedCodes")) {
    factors.failed_codes = reader.number<int>("failedCodes", kMaxFailedCodes);
  }
  factors.failed_since = reader.optional_time("failedSince").value_or(TimePoint{});
  factors.networks = reader.list(
      "networks", kMaxKnownNetworks,
      [&good](const json::Value& element) { return FactorsReader(element, good).network(); });
  if (!good) return fail(ErrorCode::corrupt, "a member of the factors is not as it must be");
  return factors;
}

}  // namespace audmg::identity
