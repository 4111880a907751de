#include "platform/rpc/front_door.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "platform/log/log.h"

namespace opora {
namespace {

using std::chrono::milliseconds, std::chrono::seconds;

constexpr int kEventCountMax = 64, kAcceptedAtOnceMax = 64;
constexpr seconds kSilentMax{10};  // a client speaks first, at once
// gRPC's clients answer the pings of calls under way, which come each minute, so these are without calls, or gone.
constexpr seconds kQuietMax{300}, kQuietWhileFullMax{90};
constexpr milliseconds kLookAround{1'000}, kLookAroundWhileFull{200}, kLookAtMemory{50}, kPause{10};
constexpr std::size_t kEndedForMemoryMax = 64;  // at a look
constexpr seconds kTellAgain{60};
constexpr int kKeepaliveMs = 60'000, kKeepaliveTimeoutMs = 20'000, kHandshakeMs = 10'000;

Visitors::Time now() { return std::chrono::steady_clock::now(); }

Descriptor spare() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

// Its inode, which no later descriptor of the same number has; 0 if it is closed.
std::uint64_t identity_of(int number) {
  struct stat found{};
  return fstat(number, &found) == 0 ? found.st_ino : 0;
}

// The client is told at once, and nothing of it stays behind.
void slam(Descriptor guest) {
  const linger at_once{1, 0};
  setsockopt(guest.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
}

bool is_quiet(int number, milliseconds longest) {
  tcp_info told{};
  socklen_t length = sizeof(told);
  if (getsockopt(number, IPPROTO_TCP, TCP_INFO, &told, &length) != 0) return false;  // a Unix socket: one of us
  return milliseconds(told.tcpi_last_data_recv) >= longest;
}

std::uint64_t bytes_from(int number) {
  tcp_info told{};
  socklen_t length = sizeof(told);
  return getsockopt(number, IPPROTO_TCP, TCP_INFO, &told, &length) == 0 ? told.tcpi_bytes_received : 0;
}

// As if its client had left. The descriptor is gRPC's and may be closed, and its number another's, at any moment: held
// by a second one, it can't.
bool end_speaking(int number, std::uint64_t identity) {
  const Descriptor held(fcntl(number, F_DUPFD_CLOEXEC, 0));
  return held && identity_of(held.get()) == identity && shutdown(held.get(), SHUT_RDWR) == 0;
}

// Of senders, most first: how many of them have sent nine tenths together.
std::size_t count_of_most(const std::vector<std::pair<std::uint64_t, int>>& senders) {
  std::uint64_t all = 0, sent = 0;
  for (const auto& sender : senders) all += sender.first;
  std::size_t count = 0;
  while (count < senders.size() && count < kEndedForMemoryMax && sent < all / 10 * 9) sent += senders[count++].first;
  return count;
}

bool watch(const Descriptor& events, int number) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = number;
  return epoll_ctl(events.get(), EPOLL_CTL_ADD, number, &event) == 0;
}

}  // namespace

Result<std::unique_ptr<FrontDoor>> FrontDoor::listen(const std::string& address, DoorLimits limits) {
  TRY(listening, listen_on(address));
  std::unique_ptr<FrontDoor> door(new FrontDoor(std::move(listening), limits));
  bool watched = door->spare_ && watch(door->events_, door->closing_.get());
  for (const Descriptor& each : door->listening_) watched = watched && watch(door->events_, each.get());
  if (!watched)
    return refuse(Code::unavailable, "ADDRESS_UNAVAILABLE",
                  "Nobody can listen on " + address + ": the process may not open more files; raise ulimit -n.");
  return door;
}

FrontDoor::FrontDoor(std::vector<Descriptor> listening, DoorLimits limits)
    : listening_(std::move(listening)),
      reached_at_(reached_at(listening_.front())),
      limits_(limits),
      events_(epoll_create1(EPOLL_CLOEXEC)),
      closing_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      spare_(spare()),
      visitors_(limits),
      looked_around_(now()),
      looked_at_memory_(now()) {}

void FrontDoor::open(Receive guest, Receive itself, Died died) {
  guest_ = std::move(guest);
  itself_ = std::move(itself);
  died_ = std::move(died);
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), "door");
    run();
  });
}

void FrontDoor::close() {
  if (listening_.empty()) return;
  eventfd_write(closing_.get(), 1);
  if (thread_.joinable()) thread_.join();
  for (const Descriptor& each : listening_) {
    const SocketAddress address = own_address(each);
    const auto& local = reinterpret_cast<const sockaddr_un&>(address.bytes);
    if (local.sun_family == AF_UNIX && local.sun_path[0] != '\0') unlink(local.sun_path);
  }
  listening_.clear();
  while (const auto silent = visitors_.longest_silent()) end_silent(*silent);
}

void FrontDoor::run() {
  std::array<epoll_event, kEventCountMax> events{};
  const milliseconds longest = limits_.bytes_held == nullptr ? kLookAround : kLookAtMemory;
  for (;;) {
    const int count = epoll_wait(events_.get(), events.data(), kEventCountMax, static_cast<int>(longest.count()));
    std::vector<int> at_the_door;
    for (int i = 0; i < count; ++i) {
      const int number = events[static_cast<std::size_t>(i)].data.fd;
      if (number == closing_.get()) return;
      if (visitors_.inside().contains(number))
        listen_to(number);
      else
        at_the_door.push_back(number);
    }
    // Last, since the number of somebody who is turned away may be given to somebody else.
    for (const int number : at_the_door) accept_from(number);
    while (const auto silent = visitors_.silent_since(now() - kSilentMax)) {
      end_silent(*silent);
      ++counts_.ended_silent;
    }
    look_around(kLookAround);
    bound_memory();
    counts_.open = visitors_.count();
  }
}

void FrontDoor::accept_from(int listening) {
  for (int i = 0; i < kAcceptedAtOnceMax; ++i) {
    SocketAddress from;
    Descriptor guest(accept4(listening, from.get(), &from.length, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!guest) {
      if (!goes_on_after(errno, listening)) return;
    } else if (is_itself(from)) {
      itself_(guest.release());
    } else {
      let_in(std::move(guest), from.peer());
    }
  }
}

// Whether there may be somebody else at the door just now.
bool FrontDoor::goes_on_after(int error, int listening) {
  switch (error) {
    case EAGAIN:
      return false;
    case EINTR:
    case ECONNABORTED:
      return true;
    case EMFILE:
    case ENFILE:
      turn_away_without_descriptor(listening);
      return false;
    case EBADF:
    case EINVAL:
    case ENOTSOCK:
      epoll_ctl(events_.get(), EPOLL_CTL_DEL, listening, nullptr);
      died_("the socket that listens is of no use any more");
      return false;
    default:  // the network's trouble, or the machine's, which passes
      poll(nullptr, 0, static_cast<int>(kPause.count()));
      return false;
  }
}

// Whoever waits at the door would wait until they give up, and whoever comes later behind them.
void FrontDoor::turn_away_without_descriptor(int listening) {
  spare_.close();
  if (Descriptor guest(accept4(listening, nullptr, nullptr, SOCK_CLOEXEC)); guest) {
    ++counts_.refused_descriptors;
    slam(std::move(guest));
    tell_refused("descriptors");
  } else {
    poll(nullptr, 0, static_cast<int>(kPause.count()));
  }
  spare_ = spare();
}

bool FrontDoor::is_itself(const SocketAddress& from) {
  const std::lock_guard lock(mutex_);
  if (itself_from_.empty() || from.identity() != itself_from_) return false;
  itself_from_.clear();
  return true;
}

void FrontDoor::let_in(Descriptor guest, const std::string& peer) {
  if (!makes_room_for(peer)) return slam(std::move(guest));
  const std::uint64_t identity = identity_of(guest.get());
  visitors_.leave(guest.get());  // who had the number before
  if (!watch(events_, guest.get())) return slam(std::move(guest));
  visitors_.enter(guest.release(), peer, identity, now());
}

// Somebody who said nothing yet has to go for whoever has just come: clients speak at once, so either it is no client,
// or the crowd is too large for anybody to be served. Else it is somebody from where most come from.
bool FrontDoor::makes_room_for(const std::string& peer) {
  using Room = Visitors::Room;
  if (visitors_.room_for(peer) != Room::enough) look_around(kLookAroundWhileFull);
  switch (visitors_.room_for(peer)) {
    case Room::enough:
      return true;
    case Room::full_of_peer:
      ++counts_.refused_peer;
      tell_refused("peer");
      return replaces_silent(visitors_.longest_silent(peer));
    case Room::full:
      ++counts_.refused_all;
      tell_refused("all");
      return replaces_silent(visitors_.longest_silent()) || replaces(visitors_.last_of_most(peer));
  }
  return false;
}

bool FrontDoor::replaces_silent(std::optional<int> silent) {
  if (silent) end_silent(*silent);
  return silent.has_value();
}

bool FrontDoor::replaces(std::optional<int> speaking) {
  if (!speaking) return false;
  end_speaking(*speaking, visitors_.inside().at(*speaking).identity);
  visitors_.leave(*speaking);  // in a moment gRPC closes it
  return true;
}

void FrontDoor::listen_to(int guest) {
  char first = 0;
  const ssize_t count = recv(guest, &first, 1, MSG_PEEK | MSG_DONTWAIT);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count <= 0) return end_silent(guest);
  epoll_ctl(events_.get(), EPOLL_CTL_DEL, guest, nullptr);
  visitors_.speak(guest);
  guest_(guest);
}

void FrontDoor::end_silent(int guest) {
  visitors_.leave(guest);
  slam(Descriptor(guest));
}

// gRPC doesn't tell when it closes a connection, so those that are gone are looked for.
void FrontDoor::look_around(milliseconds at_most_every) {
  const auto at = now();
  if (at - looked_around_ < at_most_every) return;
  looked_around_ = at;
  if (!spare_) spare_ = spare();  // somebody else may have been quicker
  const milliseconds longest = visitors_.is_full() ? kQuietWhileFullMax : kQuietMax;
  std::vector<int> gone;
  for (const auto& [number, visitor] : visitors_.inside()) {
    if (visitor.is_silent) continue;
    if (identity_of(number) != visitor.identity)
      gone.push_back(number);
    else if (is_quiet(number, longest) && end_speaking(number, visitor.identity))
      ++counts_.ended_quiet;
  }
  for (const int number : gone) visitors_.leave(number);
}

// What calls hold before they are whole, header lists and calls that are taken back at once, is in none of gRPC's own
// bounds (1.51), and takes no token: it would fill the memory within seconds. While that grows beyond what the process
// may hold, those go who have sent nearly all that came since the last look; whoever asked something small stays.
void FrontDoor::bound_memory() {
  const auto at = now();
  if (limits_.bytes_held == nullptr || at - looked_at_memory_ < kLookAtMemory) return;
  looked_at_memory_ = at;
  const std::uint64_t held = limits_.bytes_held();
  const bool grows = held > std::exchange(bytes_held_, held);
  if (held < limits_.bytes_most / 2) return;
  std::vector<std::pair<std::uint64_t, int>> senders;
  for (const auto& [number, visitor] : visitors_.inside())
    if (const auto sent = visitors_.receive(number, bytes_from(number)); sent > 0 && !visitor.is_silent)
      senders.emplace_back(sent, number);
  if (held < limits_.bytes_most || !grows) return;
  std::ranges::sort(senders, std::greater<>());
  senders.resize(count_of_most(senders));
  for (const auto& [sent, number] : senders)
    if (end_speaking(number, visitors_.inside().at(number).identity)) {
      ++counts_.refused_memory;
      tell_refused("memory");
    }
}

void FrontDoor::tell_refused(const char* reason) {
  const auto [told, is_new] = told_refused_.try_emplace(reason, now());
  if (!is_new && now() - told->second < kTellAgain) return;
  told->second = now();
  log::warning("Connections are turned away.",
               {{"reason", reason}, {"open", visitors_.count()}, {"connections.most", limits_.most},
                {"connections.of_peer", limits_.of_peer}});
}

Descriptor FrontDoor::connect_itself() {
  Descriptor socket = socket_towards(reached_at_);
  if (!socket) return {};
  {
    const std::lock_guard lock(mutex_);
    itself_from_ = own_address(socket).identity();
  }
  if (connect(socket.get(), reached_at_.get(), reached_at_.length) == 0 || errno == EINPROGRESS) return socket;
  forget_itself();
  return {};
}

void FrontDoor::forget_itself() {
  const std::lock_guard lock(mutex_);
  itself_from_.clear();
}

FrontDoor::Receive connections_of(grpc::ServerBuilder& builder, std::shared_ptr<grpc::ServerCredentials> credentials) {
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMs);
  // A dead client's connection is noticed, so that its streams make room for others'.
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  using Builder = grpc::ServerBuilder::experimental_type;
  const std::shared_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor =
      builder.experimental().AddExternalConnectionAcceptor(Builder::ExternalConnectionType::FROM_FD,
                                                           std::move(credentials));
  return [acceptor](int descriptor) {
    grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters connection;
    connection.fd = descriptor;
    acceptor->HandleNewConnection(&connection);
  };
}

}  // namespace opora
