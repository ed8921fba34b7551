// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/site/trust_pages.hpp"

#include "audmg/core/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace audmg::site {
namespace {

constexpr std::string_view kCertificate = "/trust/audmg-drive.crt";
constexpr std::string_view kProfile = "/trust/audmg-drive.mobileconfig";

/// No script, and nothing from elsewhere.
constexpr const char* kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

constexpr std::string_view kPageText = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trust this drive</title>
<style>
:root {{ color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }}
body {{ max-width: 40rem; margin: 0 auto; padding: 1rem; }}
code {{ overflow-wrap: anywhere; }}
a.button {{ display: inline-block; padding: .6rem 1rem; margin: .25rem .5rem .25rem 0; border: 1px solid; border-radius: .5rem; }}
svg {{ display: block; width: 12rem; max-width: 100%; background: #fff; }}
summary {{ padding: .5rem 0; font-weight: 600; cursor: pointer; }}
</style>
</head>
<body>
<h1>Trust this drive</h1>
<p>The drive at <strong>{host}</strong> has a certificate of its own. Tell each of your devices once that it may
believe it: then the connection is secure, the app can be installed and passkeys work.</p>
{code}
<p><a class="button" href="{certificate}">Certificate</a>
<a class="button" href="{profile}">Profile for iPhone, iPad and Mac</a></p>
<details><summary>iPhone and iPad</summary>
<ol><li>Open this page in Safari and tap the profile; allow the download.</li>
<li>Settings, General, VPN &amp; Device Management: install it.</li>
<li>Settings, General, About, Certificate Trust Settings: switch it on.</li></ol></details>
<details><summary>Android</summary>
<ol><li>Tap the certificate, which is downloaded.</li>
<li>Settings, Security, More security settings, Encryption &amp; credentials, Install a certificate, CA certificate: choose
the file. Names of menus differ between makers; the search of the settings finds &ldquo;CA certificate&rdquo;.</li></ol></details>
<details><summary>Mac</summary>
<ol><li>Open the profile, then System Settings, General, Device Management: install it. Or add the certificate in Keychain
Access and set it to &ldquo;Always Trust&rdquo;.</li></ol></details>
<details><summary>Windows</summary>
<ol><li>Open the certificate, Install Certificate, Current User, &ldquo;Place all certificates in the following store&rdquo;,
Trusted Root Certification Authorities.</li></ol></details>
<details><summary>Linux</summary>
<ol><li>Debian and Ubuntu: copy it into <code>/usr/local/share/ca-certificates/</code>, then run
<code>sudo update-ca-certificates</code>. Chromium and Firefox: Settings, Certificates, Authorities, Import.</li></ol></details>
<h2>Is it the right one?</h2>
<p>Somebody between you and the drive could send another one. Compare its SHA-256 with what
<code>audmg certificate show</code> prints on the drive's own machine:</p>
<p><code>{fingerprint}</code></p>
<p>It can vouch only for names and addresses in home networks, and for this drive. <a href="https://{host}/">Open the
drive</a> when you are done.</p>
</body>
</html>
)";

/// The payload's form is Apple's "Configuration Profile Reference", com.apple.security.root.
constexpr std::string_view kProfileText = R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadVersion</key><integer>1</integer>
  <key>PayloadIdentifier</key><string>audmg-drive.{id}</string>
  <key>PayloadUUID</key><string>{id}</string>
  <key>PayloadDisplayName</key><string>Audmg Drive at {host}</string>
  <key>PayloadDescription</key><string>Lets this device trust the drive in your home.</string>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadVersion</key><integer>1</integer>
      <key>PayloadIdentifier</key><string>audmg-drive.{content_id}</string>
      <key>PayloadUUID</key><string>{content_id}</string>
      <key>PayloadDisplayName</key><string>Audmg Drive at {host}</string>
      <key>PayloadCertificateFileName</key><string>audmg-drive.crt</string>
      <key>PayloadContent</key>
      <data>
{data}      </data>
    </dict>
  </array>
</dict>
</plist>
)";

/// Returns 32 of the fingerprint's digits in the form of a UUID: the same authority keeps its
/// profile's identity, so that it is replaced and not added.
std::string identifier(std::string_view fingerprint, std::size_t first) {
  std::string digits;
  for (const char c : fingerprint) {
    if (c != ':') digits += c;
  }
  digits = digits.substr(std::min(first, digits.size()), 32);
  for (const std::size_t place : {8, 13, 18, 23}) {
    if (digits.size() > place) digits.insert(place, 1, '-');
  }
  return digits;
}

/// Returns the lines between BEGIN and END: the certificate's DER in base64.
std::string base64_of(std::string_view pem) {
  std::string lines;
  while (!pem.empty()) {
    const std::string_view line = take_until(pem, '\n');
    if (!line.starts_with("-----") && !line.empty()) lines.append(line) += '\n';
  }
  return lines;
}

http::Response file(std::string_view content_type, const std::string& body) {
  http::Response response{.status = 200, .headers = {}, .body = body};
  response.headers.add("Content-Type", std::string(content_type));
  response.headers.add("Cache-Control", "no-store");
  response.headers.add("X-Content-Type-Options", "nosniff");
  response.headers.add("Referrer-Policy", "no-referrer");
  response.headers.add("Content-Security-Policy", kPolicy);
  return response;
}

}  // namespace

TrustPages::TrustPages(const Facts& facts) { set(facts); }

void TrustPages::set(const Facts& facts) {
  const std::scoped_lock lock(mutex_);
  page_ = fmt::format(kPageText, fmt::arg("host", facts.host), fmt::arg("code", facts.code),
                      fmt::arg("certificate", kCertificate), fmt::arg("profile", kProfile),
                      fmt::arg("fingerprint", facts.fingerprint));
  certificate_ = facts.authority;
  profile_ =
      fmt::format(kProfileText, fmt::arg("id", identifier(facts.fingerprint, 0)),
                  fmt::arg("content_id", identifier(facts.fingerprint, 32)),
                  fmt::arg("host", facts.host), fmt::arg("data", base64_of(facts.authority)));
}

std::optional<http::Response> TrustPages::find(std::string_view path) const {
  if (!path.starts_with("/trust")) return std::nullopt;  // Nearly all: without the lock.
  const std::scoped_lock lock(mutex_);
  if (path == kTrustPage) return file("text/html; charset=utf-8", page_);
  if (path == kCertificate) return file("application/x-x509-ca-cert", certificate_);
  if (path == kProfile) return file("application/x-apple-aspen-config", profile_);
  return std::nullopt;
}

}  // namespace audmg::site
