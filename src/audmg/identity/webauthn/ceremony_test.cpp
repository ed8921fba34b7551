// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/webauthn/ceremony.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/identity/webauthn/cose_key.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "doubles/software_authenticator.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace audmg::identity {
namespace {

const std::string kChallenge = "a challenge of thirty-two bytes.";
const std::vector<std::string> kOrigins = {"https://drive.example.org", "http://localhost:8420"};
const RelyingParty kParty{.id = "drive.example.org", .origins = kOrigins};

std::string sha256_bytes(std::string_view text) {
  const auto digest = openssl::sha256(text);
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string one(unsigned byte) { return std::string(1, static_cast<char>(byte)); }

const SoftwareAuthenticator& authenticator() {
  static const SoftwareAuthenticator kAuthenticator(CoseAlgorithm::es256);
  return kAuthenticator;
}

AuthenticatorDraft good_draft() {
  AuthenticatorDraft draft;
  draft.rp_id_hash = sha256_bytes(kParty.id);
  return draft;
}

// --- a real browser ---

class Vector {
 public:
  Vector() {
    std::ifstream file(AUDMG_SOURCE_DIR "/tests/data/webauthn/chromium.json");
    const std::string text((std::istreambuf_iterator<char>(file)),
                           std::istreambuf_iterator<char>());
    document_ = json::parse(text, {}).value();
  }

  std::string text(std::string_view name) const { return *document_.find(name)->as_string(); }
  std::string bytes(std::string_view ceremony, std::string_view name) const {
    const auto decoded = *from_base64url(*document_.find(ceremony)->find(name)->as_string());
    return {reinterpret_cast<const char*>(decoded.data()), decoded.size()};
  }

 private:
  json::Value document_;
};

TEST(WebauthnCeremony, TakesTheAnswersOfChromium) {
  const Vector vector;
  const std::vector<std::string> origins = {vector.text("origin")};
  const RelyingParty party{.id = vector.text("rpId"), .origins = origins};
  const std::string challenge = vector.bytes("registration", "challenge");
  const RegistrationAnswer registration{
      .client_data_json = vector.bytes("registration", "clientDataJSON"),
      .attestation_object = vector.bytes("registration", "attestationObject")};
  EXPECT_EQ(challenge_of(registration.client_data_json), challenge);
  const auto key = check_registration(registration, challenge, party);
  ASSERT_TRUE(key) << key.error().message;
  EXPECT_EQ(key->credential_id, vector.bytes("registration", "credentialId"));
  EXPECT_EQ(check_cose_key(key->public_key), CoseAlgorithm::eddsa);
  EXPECT_EQ(key->sign_count, 1U);
  EXPECT_TRUE(key->backup_eligible);
  EXPECT_TRUE(key->backed_up);

  const AssertionAnswer assertion{
      .client_data_json = vector.bytes("assertion", "clientDataJSON"),
      .authenticator_data = vector.bytes("assertion", "authenticatorData"),
      .signature = vector.bytes("assertion", "signature")};
  const std::string asked = vector.bytes("assertion", "challenge");
  const auto checked = check_assertion(assertion, asked, key->public_key, party);
  ASSERT_TRUE(checked) << checked.error().message;
  EXPECT_EQ(checked->sign_count, 2U);
  EXPECT_TRUE(checked->backed_up);
  EXPECT_FALSE(check_assertion(assertion, challenge, key->public_key, party));
}

// --- registration ---

/// An answer whose parts a case can spoil before it is put together, and whose whole after it.
struct Registration {
  std::string client_data = client_data_json("webauthn.create", kChallenge, kOrigins[0]);
  AuthenticatorDraft draft = good_draft();
  std::function<std::string(const std::string&)> attest = [](const std::string& data) {
    return attestation_object(data);
  };

  Registration() { draft.cose_key = authenticator().cose_key(); }
  Result<RegisteredKey> check() const {
    return check_registration(
        {.client_data_json = client_data, .attestation_object = attest(draft.text())}, kChallenge,
        kParty);
  }
};

using RegistrationCase = std::pair<std::string_view, std::function<void(Registration&)>>;

TEST(WebauthnCeremony, RegistersKeysOfAllAlgorithms) {
  for (const auto algorithm : {CoseAlgorithm::es256, CoseAlgorithm::eddsa, CoseAlgorithm::rs256}) {
    Registration registration;
    registration.draft.cose_key = SoftwareAuthenticator(algorithm).cose_key();
    const auto key = registration.check();
    ASSERT_TRUE(key) << key.error().message;
    EXPECT_EQ(key->credential_id, registration.draft.id);
    EXPECT_EQ(key->public_key, registration.draft.cose_key);
    EXPECT_EQ(key->sign_count, 1U);
    EXPECT_FALSE(key->backup_eligible);
    EXPECT_FALSE(key->backed_up);
  }
}

TEST(WebauthnCeremony, TakesUnusualButRightRegistrations) {
  const std::vector<RegistrationCase> cases = {
      {"no crossOrigin",
       [](auto& r) {
         r.client_data.replace(r.client_data.find(R"(,"crossOrigin":false)"), 20, "");
       }},
      {"unknown members", [](auto& r) { r.client_data.insert(1, R"("later":{"a":[1]},)"); }},
      {"another of the origins",
       [](auto& r) {
         r.client_data = client_data_json("webauthn.create", kChallenge, kOrigins[1]);
       }},
      {"extensions",
       [](auto& r) {
         r.draft.flags |= 0x80U;
         r.draft.extensions = cbor_map(1) + cbor_text("credProtect") + cbor_integer(2);
       }},
      {"a flag that means nothing yet", [](auto& r) { r.draft.flags |= 0x02U; }},
      {"backed up", [](auto& r) { r.draft.flags |= 0x18U; }},
      {"an id of 1,023 bytes",
       [](auto& r) {
         r.draft.id = std::string(1023, 'i');
         r.draft.id_length = "\x03\xff";
       }},
      {"members in another order",
       [](auto& r) {
         r.attest = [](const std::string& data) {
           return cbor_map(3) + cbor_text("authData") + cbor_bytes(data) + cbor_text("attStmt") +
                  cbor_map(0) + cbor_text("fmt") + cbor_text("none");
         };
       }},
      {"a statement nobody asked for",
       [](auto& r) {
         r.attest = [](const std::string& data) {
           return cbor_map(3) + cbor_text("fmt") + cbor_text("packed") + cbor_text("attStmt") +
                  cbor_map(2) + cbor_text("alg") + cbor_integer(-7) + cbor_text("x5c") +
                  cbor_head(4, 1) + cbor_bytes("certificate") + cbor_text("authData") +
                  cbor_bytes(data);
         };
       }},
  };
  for (const auto& [name, change] : cases) {
    Registration registration;
    change(registration);
    const auto key = registration.check();
    EXPECT_TRUE(key) << name << ": " << key.error().message;
  }
}

/// Client data that neither ceremony takes.
const std::vector<std::pair<std::string_view, std::function<void(std::string&)>>>&
bad_client_data() {
  using Text = std::string;
  const auto replaced = [](std::string_view from, std::string_view to) {
    return [from, to](Text& json) {
      const std::size_t place = json.find(from);
      ASSERT_NE(place, Text::npos) << from;
      json.replace(place, from.size(), to);
    };
  };
  static const std::vector<std::pair<std::string_view, std::function<void(Text&)>>> kCases = {
      {"no client data", [](Text& json) { json.clear(); }},
      {"client data that is no JSON", [](Text& json) { json = "type=webauthn.create"; }},
      {"an array", [](Text& json) { json = "[" + json + "]"; }},
      {"cut short", [](Text& json) { json.pop_back(); }},
      {"more behind the end", [](Text& json) { json += "{}"; }},
      {"a byte order mark", [](Text& json) { json.insert(0, "\xef\xbb\xbf"); }},
      {"too long", [](Text& json) { json.append(9000, ' '); }},
      {"a member twice",
       replaced(R"("crossOrigin":false)", R"("crossOrigin":false,"crossOrigin":false)")},
      {"the type of payments", replaced("webauthn.", "payment.")},
      {"a type in capitals", replaced("webauthn.", "WEBAUTHN.")},
      {"no type", replaced(R"("type")", R"("kind")")},
      {"a type that is a number",
       [](Text& json) {
         const std::size_t end = json.find(',');
         json.replace(0, end, R"({"type":1)");
       }},
      {"another challenge", replaced("YSBjaGFs", "YSBjaGFt")},
      {"a shorter challenge", replaced("YSBjaGFs", "")},
      {"a padded challenge", replaced(R"(","origin")", R"(=","origin")")},
      {"an empty challenge",
       [](Text& json) {
         const std::size_t begin = json.find("YSBjaGFs");
         json.erase(begin, json.find('"', begin) - begin);
       }},
      {"no challenge", replaced(R"("challenge")", R"("Challenge")")},
      {"another port", replaced("example.org", "example.org:8443")},
      {"the default port", replaced("example.org", "example.org:443")},
      {"another scheme", replaced("https:", "http:")},
      {"a slash behind the origin", replaced("example.org", "example.org/")},
      {"a subdomain", replaced("https://", "https://evil.")},
      {"a longer domain", replaced("example.org", "example.org.evil.net")},
      {"an origin in capitals", replaced("example.org", "EXAMPLE.org")},
      {"no origin", replaced(R"("origin")", R"("from")")},
      {"a null origin", replaced(R"("https://drive.example.org")", "null")},
      {"another site's frame", replaced(R"("crossOrigin":false)", R"("crossOrigin":true)")},
      {"a crossOrigin that is text", replaced(R"("crossOrigin":false)", R"("crossOrigin":"")")},
      {"a crossOrigin that is null", replaced(R"("crossOrigin":false)", R"("crossOrigin":null)")},
      {"a topOrigin", replaced("}", R"(,"topOrigin":"https://drive.example.org"})")},
  };
  return kCases;
}

TEST(WebauthnCeremony, RefusesRegistrationsWithBadClientData) {
  for (const auto& [name, spoil] : bad_client_data()) {
    Registration registration;
    spoil(registration.client_data);
    const auto key = registration.check();
    ASSERT_FALSE(key) << name;
    EXPECT_EQ(key.error().code, ErrorCode::invalid_argument) << name;
  }
  Registration other_ceremony;
  other_ceremony.client_data = client_data_json("webauthn.get", kChallenge, kOrigins[0]);
  EXPECT_FALSE(other_ceremony.check());
}

/// Has the attestation object made by another function.
std::function<void(Registration&)> attested(std::function<std::string(const std::string&)> attest) {
  return [attest](Registration& r) { r.attest = attest; };
}

const std::vector<RegistrationCase>& bad_registrations() {
  static const std::string kFormat = cbor_text("fmt") + cbor_text("none");
  static const std::string kStatement = cbor_text("attStmt") + cbor_map(0);
  static const std::string kName = cbor_text("authData");
  static const std::vector<RegistrationCase> kCases = {
      {"another relying party", [](auto& r) { r.draft.rp_id_hash = sha256_bytes("example.org"); }},
      {"user not present", [](auto& r) { r.draft.flags &= ~0x01U; }},
      {"user not verified", [](auto& r) { r.draft.flags &= ~0x04U; }},
      {"backed up but not eligible", [](auto& r) { r.draft.flags |= 0x10U; }},
      {"flag of the credential missing", [](auto& r) { r.draft.flags &= ~0x40U; }},
      {"no credential", [](auto& r) { r.draft.cose_key.clear(); }},
      {"neither credential nor flag",
       [](auto& r) {
         r.draft.flags &= ~0x40U;
         r.draft.cose_key.clear();
       }},
      {"flag of extensions without any", [](auto& r) { r.draft.flags |= 0x80U; }},
      {"extensions without their flag", [](auto& r) { r.draft.extensions = cbor_map(0); }},
      {"extensions that are an array",
       [](auto& r) {
         r.draft.flags |= 0x80U;
         r.draft.extensions = cbor_head(4, 0);
       }},
      {"extensions of indefinite length",
       [](auto& r) {
         r.draft.flags |= 0x80U;
         r.draft.extensions = "\xbf\xff";
       }},
      {"extensions with a key twice",
       [](auto& r) {
         r.draft.flags |= 0x80U;
         r.draft.extensions =
             cbor_map(2) + cbor_text("a") + cbor_integer(1) + cbor_text("a") + cbor_integer(1);
       }},
      {"extensions that nest too deep",
       [](auto& r) {
         r.draft.flags |= 0x80U;
         r.draft.extensions = cbor_map(1) + cbor_text("a") + std::string(100, '\x81') + '\0';
       }},
      {"extensions with a tag",
       [](auto& r) {
         r.draft.flags |= 0x80U;
         r.draft.extensions = cbor_map(1) + cbor_text("a") + cbor_head(6, 1) + cbor_integer(1);
       }},
      {"more behind the extensions",
       [](auto& r) {
         r.draft.flags |= 0x80U;
         r.draft.extensions = cbor_map(0) + cbor_map(0);
       }},
      {"a byte behind the key", [](auto& r) { r.draft.extensions = one(0); }},
      {"a short counter", [](auto& r) { r.draft.counter.pop_back(); }},
      {"an empty id",
       [](auto& r) {
         r.draft.id.clear();
         r.draft.id_length = std::string(2, '\0');
       }},
      {"an id of 1,024 bytes",
       [](auto& r) {
         r.draft.id = std::string(1024, 'i');
         r.draft.id_length = "\x04" + one(0);
       }},
      {"an id longer than the rest", [](auto& r) { r.draft.id_length = "\x03\xff"; }},
      {"an id with the highest bit in its length", [](auto& r) { r.draft.id_length[0] = '\x80'; }},
      {"an id shorter than said", [](auto& r) { r.draft.id.pop_back(); }},
      {"no key", [](auto& r) { r.draft.cose_key = one(0xf6); }},
      {"a key cut short", [](auto& r) { r.draft.cose_key.pop_back(); }},
      {"nothing", attested([](const std::string&) { return std::string(); })},
      {"authenticator data alone", attested([](const std::string& data) { return data; })},
      {"the attestation cut short", attested([](const std::string& data) {
         std::string whole = attestation_object(data);
         whole.pop_back();
         return whole;
       })},
      {"a byte behind the attestation",
       attested([](const std::string& data) { return attestation_object(data) + one(0); })},
      {"a map of indefinite length", attested([](const std::string& data) {
         return one(0xbf) + attestation_object(data).substr(1) + one(0xff);
       })},
      {"data of indefinite length", attested([](const std::string& data) {
         return cbor_map(3) + kFormat + kStatement + kName + one(0x5f) + cbor_bytes(data) +
                one(0xff);
       })},
      {"data that is text", attested([](const std::string& data) {
         return cbor_map(3) + kFormat + kStatement + kName + cbor_text(data);
       })},
      {"data with the highest bit in its length", attested([](const std::string& data) {
         return cbor_map(3) + kFormat + kStatement + kName + one(0x5b) + std::string(8, '\xff') +
                data;
       })},
      {"data of four gigabytes", attested([](const std::string& data) {
         return cbor_map(3) + kFormat + kStatement + kName + one(0x5a) + std::string(4, '\xff') +
                data;
       })},
      {"a reserved length", attested([](const std::string& data) {
         return cbor_map(3) + kFormat + kStatement + kName + one(0x5c) + data;
       })},
      {"a map that is longer than it says", attested([](const std::string& data) {
         return cbor_map(2) + attestation_object(data).substr(1);
       })},
      {"a map that is shorter than it says", attested([](const std::string& data) {
         return cbor_map(4) + attestation_object(data).substr(1);
       })},
      {"a map of 2^64-1 pairs", attested([](const std::string& data) {
         return one(0xbb) + std::string(8, '\xff') + attestation_object(data).substr(1);
       })},
      {"a tag in front", attested([](const std::string& data) {
         return cbor_head(6, 24) + attestation_object(data);
       })},
      {"an unknown member", attested([](const std::string& data) {
         return cbor_map(4) + cbor_text("epAtt") + one(0xf5) + attestation_object(data).substr(1);
       })},
      {"a format twice", attested([](const std::string& data) {
         return cbor_map(3) + kFormat + kFormat + kName + cbor_bytes(data);
       })},
      {"data twice", attested([](const std::string& data) {
         return cbor_map(3) + kFormat + kName + cbor_bytes(data) + kName + cbor_bytes(data);
       })},
      {"data once more beside all", attested([](const std::string& data) {
         return cbor_map(4) + attestation_object(data).substr(1) + kName + cbor_bytes(data);
       })},
      {"no format", attested([](const std::string& data) {
         return cbor_map(2) + kStatement + kName + cbor_bytes(data);
       })},
      {"a format that is no text", attested([](const std::string& data) {
         return cbor_map(3) + cbor_text("fmt") + cbor_bytes("none") + kStatement + kName +
                cbor_bytes(data);
       })},
      {"a format that is not UTF-8", attested([](const std::string& data) {
         return cbor_map(3) + cbor_text("fmt") + cbor_text("\xff\xfe") + kStatement + kName +
                cbor_bytes(data);
       })},
      {"none with a statement", attested([](const std::string& data) {
         return cbor_map(3) + kFormat + cbor_text("attStmt") + cbor_map(1) + cbor_text("a") +
                cbor_integer(1) + kName + cbor_bytes(data);
       })},
      {"a statement that is an array", attested([](const std::string& data) {
         return cbor_map(3) + kFormat + cbor_text("attStmt") + cbor_head(4, 0) + kName +
                cbor_bytes(data);
       })},
      {"more than 64 KiB", attested([](const std::string& data) {
         return cbor_map(3) + cbor_text("fmt") + cbor_text(std::string(65'000, 'x')) + kStatement +
                kName + cbor_bytes(data + std::string(1'000, '\0'));
       })},
  };
  return kCases;
}

TEST(WebauthnCeremony, RefusesMalformedRegistrations) {
  for (const auto& [name, spoil] : bad_registrations()) {
    Registration registration;
    spoil(registration);
    const auto key = registration.check();
    ASSERT_FALSE(key) << name;
    EXPECT_EQ(key.error().code, ErrorCode::invalid_argument) << name;
  }
}

TEST(WebauthnCeremony, KnowsAtLeastSixtyMalformedAnswers) {
  EXPECT_GE(bad_client_data().size() + bad_registrations().size(), 60U);
}

TEST(WebauthnCeremony, RefusesEveryBeginningOfARegistration) {
  const Registration registration;
  const std::string whole = registration.attest(registration.draft.text());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(check_registration({.client_data_json = registration.client_data,
                                     .attestation_object = whole.substr(0, length)},
                                    kChallenge, kParty))
        << length;
  }
}

// --- log-in ---

struct Assertion {
  std::string client_data = client_data_json("webauthn.get", kChallenge, kOrigins[0]);
  AuthenticatorDraft draft = good_draft();
  std::function<void(std::string&)> after = [](std::string&) {};

  Assertion() { draft.flags = 0x05; }
  /// As an authenticator signs whatever the browser said.
  Result<CheckedAssertion> check(const SoftwareAuthenticator& with = authenticator()) const {
    AssertionAnswer answer{
        .client_data_json = client_data, .authenticator_data = draft.text(), .signature = {}};
    answer.signature = with.sign(answer.authenticator_data + sha256_bytes(client_data));
    after(answer.signature);
    return check_assertion(answer, kChallenge, with.cose_key(), kParty);
  }
};

TEST(WebauthnCeremony, LogsInWithKeysOfAllAlgorithms) {
  for (const auto algorithm : {CoseAlgorithm::es256, CoseAlgorithm::eddsa, CoseAlgorithm::rs256}) {
    Assertion assertion;
    assertion.draft.flags = 0x1d;
    assertion.draft.counter = "\xff\xff\xff\xfe";
    const SoftwareAuthenticator with(algorithm);
    const auto checked = assertion.check(with);
    ASSERT_TRUE(checked) << checked.error().message;
    EXPECT_EQ(checked->sign_count, 0xfffffffeU);
    EXPECT_TRUE(checked->backed_up);
    assertion.after = [](std::string& signature) { signature.back() ^= 1; };
    EXPECT_FALSE(assertion.check(with));
    assertion.after = [](std::string& signature) { signature += '\0'; };
    EXPECT_FALSE(assertion.check(with)) << "a byte behind the signature";
    assertion.after = [](std::string& signature) { signature.clear(); };
    EXPECT_FALSE(assertion.check(with)) << "no signature";
  }
}

TEST(WebauthnCeremony, RefusesLogInsWithBadClientData) {
  for (const auto& [name, spoil] : bad_client_data()) {
    Assertion assertion;
    spoil(assertion.client_data);
    const auto checked = assertion.check();
    ASSERT_FALSE(checked) << name;
    EXPECT_EQ(checked.error().code, ErrorCode::invalid_argument) << name;
  }
}

TEST(WebauthnCeremony, RefusesMalformedLogIns) {
  using Case = std::pair<std::string_view, std::function<void(Assertion&)>>;
  const std::vector<Case> cases = {
      {"a registration",
       [](auto& a) {
         a.client_data = client_data_json("webauthn.create", kChallenge, kOrigins[0]);
       }},
      {"another relying party", [](auto& a) { a.draft.rp_id_hash = sha256_bytes("localhost"); }},
      {"user not present", [](auto& a) { a.draft.flags = 0x04; }},
      {"user not verified", [](auto& a) { a.draft.flags = 0x01; }},
      {"backed up but not eligible", [](auto& a) { a.draft.flags = 0x15; }},
      {"flag of a credential without one", [](auto& a) { a.draft.flags = 0x45; }},
      {"a new credential",
       [](auto& a) {
         a.draft.flags = 0x45;
         a.draft.cose_key = authenticator().cose_key();
       }},
      {"flag of extensions without any", [](auto& a) { a.draft.flags = 0x85; }},
      {"a byte behind the data", [](auto& a) { a.draft.extensions = one(0); }},
      {"data cut short", [](auto& a) { a.draft.counter.pop_back(); }},
      {"data too long", [](auto& a) { a.draft.extensions = std::string(9000, '\0'); }},
      {"a signature over other data",
       [](auto& a) {
         a.after = [](std::string& signature) { signature = authenticator().sign("other data"); };
       }},
      {"another key's signature",
       [](auto& a) {
         a.after = [](std::string& signature) {
           const AssertionAnswer same{.client_data_json = Assertion().client_data,
                                      .authenticator_data = Assertion().draft.text(),
                                      .signature = {}};
           signature = SoftwareAuthenticator(CoseAlgorithm::es256)
                           .sign(same.authenticator_data + sha256_bytes(same.client_data_json));
         };
       }},
      {"two signatures",
       [](auto& a) { a.after = [](std::string& signature) { signature += signature; }; }},
      {"a signature that is no DER",
       [](auto& a) { a.after = [](std::string& signature) { signature.erase(0, 1); }; }},
      {"a signature whose length has two forms",
       [](auto& a) { a.after = [](std::string& signature) { signature.insert(1, "\x81"); }; }},
      {"a signature of zeros",
       [](auto& a) {
         a.after = [](std::string& signature) {
           signature = std::string("\x30\x06\x02\x01\x00\x02\x01\x00", 8);
         };
       }},
      {"a signature of 64 bytes, without DER",
       [](auto& a) { a.after = [](std::string& signature) { signature = std::string(64, 's'); }; }},
      {"a very long signature",
       [](auto& a) {
         a.after = [](std::string& signature) { signature = std::string(1'000'000, 's'); };
       }},
  };
  EXPECT_TRUE(Assertion().check());
  for (const auto& [name, spoil] : cases) {
    Assertion assertion;
    spoil(assertion);
    const auto checked = assertion.check();
    ASSERT_FALSE(checked) << name;
    EXPECT_EQ(checked.error().code, ErrorCode::invalid_argument) << name;
  }
}

TEST(WebauthnCeremony, KnowsTheChallengeBeforeAnythingIsChecked) {
  EXPECT_EQ(challenge_of(client_data_json("anything", kChallenge, "anywhere")), kChallenge);
  for (const std::string_view bad : {"", "{}", R"({"challenge":""})", R"({"challenge":"a"})",
                                     R"({"challenge":1})", R"(["challenge"])"}) {
    const auto challenge = challenge_of(bad);
    ASSERT_FALSE(challenge) << bad;
    EXPECT_EQ(challenge.error().code, ErrorCode::invalid_argument);
  }
}

}  // namespace
}  // namespace audmg::identity
