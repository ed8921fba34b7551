// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// The only file that includes CLI11, which takes seconds to compile.
#include "audmg/app/cli/command_line.hpp"

#include "audmg/config/nearest_name.hpp"
#include "audmg/config/setting_table.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace audmg::app {
namespace {

/// The queue that commands mean when none is named.
constexpr const char* kDefaultQueue = "media";

/// Transfers at the same time. A drive has room for 100 open uploads of one user.
constexpr unsigned kDefaultClientJobs = 4;
constexpr unsigned kMaxClientJobs = 32;

/// The command line as CLI11 fills it.
class Parser {
 public:
  Parser() : app_("", "audmg") {
    app_.set_help_flag();
    app_.require_subcommand(0, 1);
    app_.add_option("--env-file", line_.env_file);
    app_.add_flag("--version", version_);
    for (const config::SettingDescriptor& setting : config::setting_table()) {
      setting_options_.emplace_back(
          app_.add_option(std::string(setting.flag), line_.flags[setting.flag_key()]),
          setting.flag_key());
    }
    add(app_, "help", HelpCommand{});
    add(app_, "serve", ServeCommand{});
    add(app_, "worker", WorkerCommand{});
    add(app_, "version", VersionCommand{});
    add_config_commands();
    add_user_commands();
    add_jobs_commands();
    add_media_commands();
    add_key_commands();
    add_repair_command();
    add_backup_commands();
    add_verify_command();
    add_certificate_commands();
    add_client_commands();
    add_conform_command();
    add_doctor_command();
  }

  std::expected<CommandLine, std::string> parse(std::span<const std::string> words) {
    std::vector<std::string> reversed(words.rbegin(), words.rend());  // CLI11 pops from the back
    try {
      app_.parse(reversed);
    } catch (const CLI::ExtrasError&) {
      return std::unexpected(unknown_word(app_.remaining(true)));
    } catch (const CLI::RequiredError& error) {
      const std::string_view message = error.what();
      if (message.find("subcommand") == std::string_view::npos)
        return std::unexpected(error.what());
      return std::unexpected("`" + words_of(words) + "` is not a whole command");
    } catch (const CLI::ParseError& error) {
      return std::unexpected(error.what());
    }
    if (version_) line_.command = VersionCommand{};
    for (const auto& [option, key] : setting_options_) {
      if (option->count() == 0) line_.flags.erase(key);
    }
    return std::move(line_);
  }

 private:
  template <class Chosen>
  CLI::App* add(CLI::App& parent, const std::string& name, Chosen chosen) {
    CLI::App* command = parent.add_subcommand(name);
    command->set_help_flag();
    command->fallthrough();  // Settings may stand before or after the command.
    command->final_callback([this, chosen] {
      if constexpr (std::is_invocable_v<Chosen>) {
        line_.command = chosen();
      } else {
        line_.command = chosen;
      }
    });
    return command;
  }

  /// A word that needs another one after it.
  CLI::App* add_group(const std::string& name) {
    CLI::App* group = app_.add_subcommand(name);
    group->set_help_flag();
    group->fallthrough();
    group->require_subcommand(1);
    return group;
  }

  void add_doctor_command() {
    CLI::App* doctor = add(app_, "doctor", [this] { return DoctorCommand{trial_alarm_}; });
    doctor->add_flag("--trial-alarm", trial_alarm_);
  }

  void add_config_commands() {
    CLI::App* config = add_group("config");
    CLI::App* show = add(*config, "show", [this] { return ConfigShowCommand{json_}; });
    show->add_flag("--json", json_);
  }

  void add_user_commands() {
    CLI::App* user = add_group("user");
    CLI::App* create =
        add(*user, "add", [this] { return UserAddCommand{user_, email_, password_stdin_}; });
    create->add_option("--email", email_)->required();
    create->add_flag("--password-stdin", password_stdin_);
    CLI::App* passwd =
        add(*user, "passwd", [this] { return UserPasswdCommand{user_, password_stdin_}; });
    passwd->add_flag("--password-stdin", password_stdin_);
    CLI::App* reset_link = add(*user, "reset-link", [this] { return UserResetLinkCommand{user_}; });
    CLI::App* reset_factors = add(
        *user, "reset-factors", [this] { return UserResetFactorsCommand{user_, keep_passkeys_}; });
    reset_factors->add_flag("--keep-passkeys", keep_passkeys_);
    CLI::App* invite = add(*user, "invite", [this] { return UserInviteCommand{admin_}; });
    invite->add_flag("--admin", admin_);
    CLI::App* role =
        add(*user, "role", [this] { return UserRoleCommand{user_, role_ == "admin"}; });
    CLI::App* disable = add(*user, "disable", [this] { return UserDisableCommand{user_}; });
    CLI::App* enable = add(*user, "enable", [this] { return UserEnableCommand{user_}; });
    CLI::App* remove = add(*user, "delete", [this] { return UserDeleteCommand{user_, yes_}; });
    remove->add_flag("-y,--yes", yes_);
    for (CLI::App* command :
         {create, passwd, reset_link, reset_factors, role, disable, enable, remove}) {
      command->add_option("user", user_)->required();
    }
    role->add_option("role", role_)->required()->check(CLI::IsMember({"admin", "user"}));
    CLI::App* list = add(*user, "list", [this] { return UserListCommand{json_}; });
    list->add_flag("--json", json_);
  }

  void add_jobs_commands() {
    CLI::App* jobs = add_group("jobs");
    CLI::App* list = add(*jobs, "list", [this] { return JobsListCommand{queue_, state_, json_}; });
    list->add_option_function<std::string>("--state", [this](const std::string& word) {
      state_ = queue::parse_message_state(word);
      if (state_) return;
      throw CLI::ValidationError("--state", word + " is none of visible, delayed, in_flight, dead");
    });
    CLI::App* show = add(*jobs, "show", [this] { return JobsShowCommand{job_, json_}; });
    CLI::App* retry = add(*jobs, "retry", [this] { return JobsRetryCommand{job_}; });
    CLI::App* redrive = add(*jobs, "redrive", [this] { return JobsRedriveCommand{queue_}; });
    CLI::App* pause = add(*jobs, "pause", [this] { return JobsPauseCommand{queue_}; });
    CLI::App* resume = add(*jobs, "resume", [this] { return JobsResumeCommand{queue_}; });
    for (CLI::App* command : {list, redrive, pause, resume}) {
      command->add_option("--queue", queue_);
    }
    for (CLI::App* command : {show, retry}) command->add_option("id", job_)->required();
    for (CLI::App* command : {list, show}) command->add_flag("--json", json_);
  }

  void add_media_commands() {
    CLI::App* media = add_group("media");
    CLI::App* rebuild =
        add(*media, "rebuild", [this] { return MediaRebuildCommand{dry_run_, failed_, json_}; });
    rebuild->add_flag("--dry-run", dry_run_);
    rebuild->add_flag("--failed", failed_);
    rebuild->add_flag("--json", json_);
  }

  void add_key_commands() {
    CLI::App* key = add_group("key");
    CLI::App* create = add(*key, "create", [this] { return KeyCreateCommand{file_}; });
    CLI::App* rotate = add(*key, "rotate", [this] { return KeyRotateCommand{file_, passphrase_}; });
    rotate->add_flag("--passphrase", passphrase_);
    for (CLI::App* command : {create, rotate}) command->add_option("file", file_)->required();
    CLI::App* status = add(*key, "status", [this] { return KeyStatusCommand{json_}; });
    CLI::App* apply = add(*key, "apply", [this] { return KeyApplyCommand{json_}; });
    for (CLI::App* command : {status, apply}) command->add_flag("--json", json_);
  }

  void add_repair_command() {
    CLI::App* repair =
        add(app_, "repair", [this] { return RepairCommand{adopt_, quarantined_, json_}; });
    repair->add_flag("--adopt", adopt_);
    repair->add_flag("--quarantined", quarantined_);
    repair->add_flag("--json", json_);
  }

  void add_backup_commands() {
    CLI::App* backup = add_group("backup");
    CLI::App* create = add(*backup, "create",
                           [this] { return BackupCreateCommand{directory_, copy_, keep_, json_}; });
    create->add_flag("--copy", copy_);
    create->add_option("--keep", keep_)->check(CLI::PositiveNumber);
    CLI::App* list = add(*backup, "list", [this] { return BackupListCommand{directory_, json_}; });
    CLI::App* verify = add(*backup, "verify", [this] {
      return BackupVerifyCommand{directory_, snapshot_, read_percent_, json_};
    });
    verify->add_option_function<std::string>("--read-data-subset", [this](const std::string& text) {
      read_percent_ = parse_percent("--read-data-subset", text);
    });
    CLI::App* restore = add(*backup, "restore", [this] {
      return BackupRestoreCommand{directory_, snapshot_, to_, json_};
    });
    restore->add_option("--to", to_);
    for (CLI::App* command : {verify, restore}) command->add_option("--snapshot", snapshot_);
    for (CLI::App* command : {create, list, verify, restore}) {
      command->add_option("directory", directory_)->required();
      command->add_flag("--json", json_);
    }
  }

  void add_verify_command() {
    CLI::App* verify =
        add(app_, "verify", [this] { return VerifyCommand{deep_, subset_percent_, json_}; });
    verify->add_flag("--deep", deep_);
    verify->add_option_function<std::string>("--subset", [this](const std::string& text) {
      subset_percent_ = parse_percent("--subset", text);
    });
    verify->add_flag("--json", json_);
  }

  void add_certificate_commands() {
    CLI::App* certificate = add_group("certificate");
    CLI::App* create = add(*certificate, "create",
                           [this] { return CertificateCreateCommand{hosts_, addresses_}; });
    CLI::App* renew =
        add(*certificate, "renew", [this] { return CertificateRenewCommand{hosts_, addresses_}; });
    for (CLI::App* command : {create, renew}) {
      command->add_option("--host", hosts_)->allow_extra_args(false);
      command->add_option("--address", addresses_)->allow_extra_args(false);
    }
    CLI::App* show = add(*certificate, "show", [this] { return CertificateShowCommand{json_}; });
    show->add_flag("--json", json_);
  }

  void add_client_commands() {
    CLI::App* client = add_group("client");
    CLI::App* login = add(*client, "login", [this] {
      return ClientLoginCommand{url_, user_, ca_file_, password_stdin_};
    });
    login->add_option("url", url_)->required();
    login->add_option("--user", user_);
    login->add_option("--ca-file", ca_file_);
    login->add_flag("--password-stdin", password_stdin_);
    add(*client, "logout", ClientLogoutCommand{});
    const auto list_command = [this] {
      return ClientListCommand{words_, kind_, sort_, order_, limit_, json_};
    };
    CLI::App* list = add(*client, "ls", list_command);
    CLI::App* search = add(*client, "search", list_command);
    search->add_option("words", words_)->required();
    for (CLI::App* command : {list, search}) {
      command->add_option("--kind", kind_)->check(CLI::IsMember({"image", "audio"}));
      command->add_option("--sort", sort_);
      command->add_option("--order", order_)->check(CLI::IsMember({"asc", "desc"}));
      command->add_option("--limit", limit_)->check(CLI::PositiveNumber);
      command->add_flag("--json", json_);
    }
    CLI::App* put = add(*client, "put", [this] { return ClientPutCommand{words_, jobs_}; });
    put->add_option("paths", words_)->required();
    CLI::App* get = add(*client, "get", [this] { return ClientGetCommand{file_, to_}; });
    get->add_option("file", file_)->required();
    get->add_option("-o,--output", to_);
    CLI::App* save =
        add(*client, "export", [this] { return ClientExportCommand{directory_, since_, jobs_}; });
    save->add_option("folder", directory_)->required();
    save->add_option("--since", since_);
    for (CLI::App* command : {put, save}) {
      command->add_option("--jobs", jobs_)->check(CLI::Range(1U, kMaxClientJobs));
    }
  }

  void add_conform_command() {
    CLI::App* conform = add(app_, "conform", [this] {
      return ConformCommand{url_, user_, password_file_, password_stdin_, ca_file_, report_};
    });
    conform->add_option("url", url_)->required();
    CLI::Option* file = conform->add_option("--password-file", password_file_);
    conform->add_flag("--password-stdin", password_stdin_)->excludes(file);
    conform->add_option("--admin", user_);
    conform->add_option("--ca-file", ca_file_);
    conform->add_option("--report", report_);
  }

  /// "5%", "0.5%".
  static double parse_percent(const std::string& option, std::string_view text) {
    double percent = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), percent);
    const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
    if (error == std::errc() && rest == "%" && percent >= 0 && percent <= 100) return percent;
    throw CLI::ValidationError(option, "write a part of all files as 5% or 0.5%, at most 100%");
  }

  static std::string words_of(std::span<const std::string> words) {
    std::string text = "audmg";
    for (const std::string& word : words) text += " " + word;
    return text;
  }

  static std::string unknown_word(const std::vector<std::string>& remaining) {
    if (remaining.empty()) return "there is a word too many";
    const std::string_view word = std::string_view(remaining.front());
    const std::string_view name = word.substr(0, word.find('='));
    std::vector<std::string_view> known{"--help",
                                        "--version",
                                        "--env-file",
                                        "--json",
                                        "--yes",
                                        "--email",
                                        "--password-stdin",
                                        "--keep-passkeys",
                                        "--passphrase",
                                        "--queue",
                                        "--state",
                                        "--dry-run",
                                        "--failed",
                                        "--adopt",
                                        "--quarantined",
                                        "repair",
                                        "serve",
                                        "worker",
                                        "user",
                                        "jobs",
                                        "key",
                                        "media",
                                        "config",
                                        "doctor",
                                        "version",
                                        "help",
                                        "backup",
                                        "--copy",
                                        "--keep",
                                        "--snapshot",
                                        "--to",
                                        "--read-data-subset",
                                        "verify",
                                        "--deep",
                                        "--subset",
                                        "certificate",
                                        "--host",
                                        "--address",
                                        "client",
                                        "--user",
                                        "--ca-file",
                                        "--kind",
                                        "--sort",
                                        "--order",
                                        "--limit",
                                        "--jobs",
                                        "--output",
                                        "--since",
                                        "conform",
                                        "--admin",
                                        "--password-file",
                                        "--report",
                                        "--trial-alarm"};
    for (const auto& setting : config::setting_table()) known.push_back(setting.flag);
    const std::string_view nearest = config::nearest_name(name, known);
    std::string message = name.starts_with('-') ? "there is no option " : "there is no command ";
    if (nearest == name) message = "this is not understood here: ";
    message += name;
    if (!nearest.empty() && nearest != name)
      message.append("; did you mean ").append(nearest) += "?";
    return message;
  }

  CLI::App app_;
  CommandLine line_;
  std::vector<std::pair<CLI::Option*, std::string>> setting_options_;
  std::string user_;
  std::string email_;
  std::string queue_ = kDefaultQueue;
  std::string job_;
  std::string directory_;
  std::string snapshot_;
  std::string to_;
  std::optional<std::size_t> keep_;
  double read_percent_ = 100;
  bool copy_ = false;
  std::optional<queue::MessageState> state_;
  bool version_ = false;
  bool password_stdin_ = false;
  bool yes_ = false;
  bool admin_ = false;
  bool keep_passkeys_ = false;
  bool passphrase_ = false;
  std::string role_;
  bool dry_run_ = false;
  bool failed_ = false;
  bool adopt_ = false;
  bool quarantined_ = false;
  bool deep_ = false;
  std::optional<double> subset_percent_;
  std::vector<std::string> hosts_;
  std::vector<std::string> addresses_;
  bool json_ = false;
  std::string url_;
  std::string ca_file_;
  std::vector<std::string> words_;
  std::string kind_;
  std::string sort_;
  std::string order_;
  std::optional<std::uint64_t> limit_;
  std::string file_;
  std::string since_;
  std::string password_file_;
  std::string report_;
  bool trial_alarm_ = false;
  unsigned jobs_ = kDefaultClientJobs;
};

/// "audmg user add --help": help needs none of what the command itself would need.
std::expected<CommandLine, std::string> help_on(std::span<const std::string> words) {
  HelpCommand help;
  for (const std::string& word : words) {
    if (word == "serve") help.topic = HelpTopic::serve;
    if (word == "worker") help.topic = HelpTopic::worker;
    if (word == "user") help.topic = HelpTopic::user;
    if (word == "jobs") help.topic = HelpTopic::jobs;
    if (word == "media") help.topic = HelpTopic::media;
    if (word == "key") help.topic = HelpTopic::key;
    if (word == "repair") help.topic = HelpTopic::repair;
    if (word == "backup") help.topic = HelpTopic::backup;
    if (word == "verify") help.topic = HelpTopic::verify;
    if (word == "certificate") help.topic = HelpTopic::certificate;
    if (word == "config") help.topic = HelpTopic::config;
    if (word == "client") help.topic = HelpTopic::client;
    if (word == "conform") help.topic = HelpTopic::conform;
    if (word == "doctor") help.topic = HelpTopic::doctor;
  }
  return CommandLine{.command = help, .flags = {}, .env_file = {}};
}

}  // namespace

std::expected<CommandLine, std::string> parse_command_line(std::span<const std::string> words) {
  const auto is_help = [](const std::string& word) { return word == "-h" || word == "--help"; };
  if (std::ranges::any_of(words, is_help)) return help_on(words);
  return Parser().parse(words);
}

}  // namespace audmg::app
