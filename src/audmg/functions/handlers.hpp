// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/body_consumer.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/event_source.hpp"
#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"

#include <memory>

namespace audmg::functions {

// All functions, each in the file of its name, in the folder of its subject. A function that takes
// a caller needs an access token; the type of `services` says what it may touch. routes.cpp lists
// the method and path of each function and where it runs; docs/openapi.json describes the answers.

using Response = Outcome<http::Response>;

// accounts/
[[nodiscard]] Response signup(const http::Request& request, const AccountServices& services);
[[nodiscard]] Response signup_rules(const http::Request& request, const AccountServices& services);
[[nodiscard]] Response login(const http::Request& request, const AccountServices& services);
[[nodiscard]] Response refresh(const http::Request& request, const AccountServices& services);
[[nodiscard]] Response logout(const http::Principal& caller, const http::Request& request,
                              const AccountServices& services);
[[nodiscard]] Response me(const http::Principal& caller, const http::Request& request,
                          const AccountServices& services);
[[nodiscard]] Response reauthenticate(const http::Principal& caller, const http::Request& request,
                                      const AccountServices& services);
[[nodiscard]] Response list_sessions(const http::Principal& caller, const http::Request& request,
                                     const AccountServices& services);
[[nodiscard]] Response end_session(const http::Principal& caller, const http::Request& request,
                                   const AccountServices& services);
[[nodiscard]] Response end_other_sessions(const http::Principal& caller,
                                          const http::Request& request,
                                          const AccountServices& services);

[[nodiscard]] Response get_account(const http::Principal& caller, const http::Request& request,
                                   const AccountServices& services);
[[nodiscard]] Response change_account(const http::Principal& caller, const http::Request& request,
                                      const AccountServices& services);
[[nodiscard]] Response delete_account(const http::Principal& caller, const http::Request& request,
                                      const AccountServices& services);
[[nodiscard]] Response password_rules(const http::Request& request, const CommonServices& services);

// administration/
[[nodiscard]] Response list_users(const http::Principal& caller, const http::Request& request,
                                  const AccountServices& services);
[[nodiscard]] Response change_user(const http::Principal& caller, const http::Request& request,
                                   const AccountServices& services);
[[nodiscard]] Response create_reset_link(const http::Principal& caller,
                                         const http::Request& request,
                                         const AccountServices& services);
[[nodiscard]] Response reset_factors(const http::Principal& caller, const http::Request& request,
                                     const AccountServices& services);
[[nodiscard]] Response create_invitation(const http::Principal& caller,
                                         const http::Request& request,
                                         const AccountServices& services);
[[nodiscard]] Response list_invitations(const http::Principal& caller, const http::Request& request,
                                        const AccountServices& services);
[[nodiscard]] Response delete_invitation(const http::Principal& caller,
                                         const http::Request& request,
                                         const AccountServices& services);
[[nodiscard]] Response get_drive_status(const http::Principal& caller, const http::Request& request,
                                        const StatusServices& services);
[[nodiscard]] Response list_audit(const http::Principal& caller, const http::Request& request,
                                  const AccountServices& services);
[[nodiscard]] Response export_account(const http::Principal& caller, const http::Request& request,
                                      const AccountServices& services);
[[nodiscard]] Response list_all_audit(const http::Principal& caller, const http::Request& request,
                                      const AccountServices& services);

// factors/
[[nodiscard]] Response login_mfa(const http::Request& request, const AccountServices& services);
[[nodiscard]] Response passkey_login_options(const http::Request& request,
                                             const AccountServices& services);
[[nodiscard]] Response passkey_login(const http::Request& request, const AccountServices& services);
[[nodiscard]] Response create_totp(const http::Principal& caller, const http::Request& request,
                                   const AccountServices& services);
[[nodiscard]] Response confirm_totp(const http::Principal& caller, const http::Request& request,
                                    const AccountServices& services);
[[nodiscard]] Response delete_totp(const http::Principal& caller, const http::Request& request,
                                   const AccountServices& services);
[[nodiscard]] Response create_recovery_codes(const http::Principal& caller,
                                             const http::Request& request,
                                             const AccountServices& services);
[[nodiscard]] Response passkey_options(const http::Principal& caller, const http::Request& request,
                                       const AccountServices& services);
[[nodiscard]] Response create_passkey(const http::Principal& caller, const http::Request& request,
                                      const AccountServices& services);
[[nodiscard]] Response list_passkeys(const http::Principal& caller, const http::Request& request,
                                     const AccountServices& services);
[[nodiscard]] Response change_passkey(const http::Principal& caller, const http::Request& request,
                                      const AccountServices& services);
[[nodiscard]] Response delete_passkey(const http::Principal& caller, const http::Request& request,
                                      const AccountServices& services);

// app_passwords/
[[nodiscard]] Response create_app_password(const http::Principal& caller,
                                           const http::Request& request,
                                           const AccountServices& services);
[[nodiscard]] Response list_app_passwords(const http::Principal& caller,
                                          const http::Request& request,
                                          const AccountServices& services);
[[nodiscard]] Response delete_app_password(const http::Principal& caller,
                                           const http::Request& request,
                                           const AccountServices& services);

// recovery/
[[nodiscard]] Response forgot_password(const http::Request& request,
                                       const AccountServices& services);
[[nodiscard]] Response reset_password(const http::Request& request,
                                      const AccountServices& services);
[[nodiscard]] Response change_password(const http::Principal& caller, const http::Request& request,
                                       const AccountServices& services);
[[nodiscard]] Response change_password_page(const http::Request& request,
                                            const CommonServices& services);
[[nodiscard]] Response verify_email(const http::Request& request, const AccountServices& services);
[[nodiscard]] Response resend_confirmation(const http::Request& request,
                                           const AccountServices& services);
[[nodiscard]] Response change_email(const http::Principal& caller, const http::Request& request,
                                    const AccountServices& services);

// uploads/
[[nodiscard]] Outcome<std::unique_ptr<BodyConsumer>> upload(const http::Principal& caller,
                                                            const http::Request& request,
                                                            const UploadServices& services);
[[nodiscard]] Response create_upload(const http::Principal& caller, const http::Request& request,
                                     const UploadServices& services);
[[nodiscard]] Response get_upload(const http::Principal& caller, const http::Request& request,
                                  const UploadServices& services);
[[nodiscard]] Response complete_upload(const http::Principal& caller, const http::Request& request,
                                       const UploadServices& services);
[[nodiscard]] Response abort_upload(const http::Principal& caller, const http::Request& request,
                                    const UploadServices& services);
[[nodiscard]] Response known_files(const http::Principal& caller, const http::Request& request,
                                   const FileServices& services);

// library/
[[nodiscard]] Response retrieve(const http::Principal& caller, const http::Request& request,
                                const LibraryServices& services);
[[nodiscard]] Response outline(const http::Principal& caller, const http::Request& request,
                               const LibraryServices& services);
[[nodiscard]] Response timeline(const http::Principal& caller, const http::Request& request,
                                const LibraryServices& services);
[[nodiscard]] Response facets(const http::Principal& caller, const http::Request& request,
                              const LibraryServices& services);
[[nodiscard]] Response map(const http::Principal& caller, const http::Request& request,
                           const LibraryServices& services);
[[nodiscard]] Response similar(const http::Principal& caller, const http::Request& request,
                               const LibraryServices& services);

// music/
[[nodiscard]] Response list_artists(const http::Principal& caller, const http::Request& request,
                                    const LibraryServices& services);
[[nodiscard]] Response list_albums(const http::Principal& caller, const http::Request& request,
                                   const LibraryServices& services);
[[nodiscard]] Response get_album(const http::Principal& caller, const http::Request& request,
                                 const LibraryServices& services);
[[nodiscard]] Response list_genres(const http::Principal& caller, const http::Request& request,
                                   const LibraryServices& services);

// files/
[[nodiscard]] Response get_file(const http::Principal& caller, const http::Request& request,
                                const LibraryServices& services);
[[nodiscard]] Response download(const http::Principal& caller, const http::Request& request,
                                const LibraryServices& services);
[[nodiscard]] Response retry_file(const http::Principal& caller, const http::Request& request,
                                  const OrganiseServices& services);
[[nodiscard]] Response request_rendition(const http::Principal& caller,
                                         const http::Request& request,
                                         const LibraryServices& services);
[[nodiscard]] Response file_timeline(const http::Principal& caller, const http::Request& request,
                                     const LibraryServices& services);

// downloads/
[[nodiscard]] Response create_download(const http::Principal& caller, const http::Request& request,
                                       const DownloadServices& services);
[[nodiscard]] Response download_files(const http::Principal& caller, const http::Request& request,
                                      const DownloadServices& services);

// edits/
[[nodiscard]] Response change_file(const http::Principal& caller, const http::Request& request,
                                   const OrganiseServices& services);
[[nodiscard]] Response change_files(const http::Principal& caller, const http::Request& request,
                                    const OrganiseServices& services);

// trash/
[[nodiscard]] Response delete_file(const http::Principal& caller, const http::Request& request,
                                   const FileServices& services);
[[nodiscard]] Response list_trash(const http::Principal& caller, const http::Request& request,
                                  const LibraryServices& services);
[[nodiscard]] Response restore_trash(const http::Principal& caller, const http::Request& request,
                                     const FileServices& services);
[[nodiscard]] Response empty_trash(const http::Principal& caller, const http::Request& request,
                                   const FileServices& services);

// collections/
[[nodiscard]] Response create_collection(const http::Principal& caller,
                                         const http::Request& request,
                                         const OrganiseServices& services);
[[nodiscard]] Response list_collections(const http::Principal& caller, const http::Request& request,
                                        const LibraryServices& services);
[[nodiscard]] Response get_collection(const http::Principal& caller, const http::Request& request,
                                      const LibraryServices& services);
[[nodiscard]] Response change_collection(const http::Principal& caller,
                                         const http::Request& request,
                                         const OrganiseServices& services);
[[nodiscard]] Response delete_collection(const http::Principal& caller,
                                         const http::Request& request,
                                         const OrganiseServices& services);
[[nodiscard]] Response list_collection_files(const http::Principal& caller,
                                             const http::Request& request,
                                             const LibraryServices& services);
[[nodiscard]] Response add_collection_files(const http::Principal& caller,
                                            const http::Request& request,
                                            const OrganiseServices& services);
[[nodiscard]] Response remove_collection_files(const http::Principal& caller,
                                               const http::Request& request,
                                               const OrganiseServices& services);
[[nodiscard]] Response order_collection(const http::Principal& caller, const http::Request& request,
                                        const OrganiseServices& services);

// events/
[[nodiscard]] Outcome<http::EventAnswer> events(const http::Principal& caller,
                                                const http::Request& request,
                                                const LibraryServices& services);

// health/
[[nodiscard]] Response livez(const http::Request& request, const CommonServices& services);
[[nodiscard]] Response readyz(const http::Request& request, const HealthServices& services);
[[nodiscard]] Response security_txt(const http::Request& request, const CommonServices& services);

[[nodiscard]] Response openapi(const http::Request& request, const CommonServices& services);

}  // namespace audmg::functions
