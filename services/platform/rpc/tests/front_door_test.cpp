// The door with sockets alone: whoever speaks is handed over, whom there is no room for is turned away, and nothing
// that happens outside keeps the next one from coming in.
#include "platform/rpc/front_door.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <future>

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/un.h>

#include "platform/log/log.h"
#include "platform/rpc/tests/harm.h"

namespace opora::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kLong{20'000};

// Takes what the door hands over, and waits for it.
class Hall {
 public:
  FrontDoor::Receive receive() {
    return [this](int number) {
      const std::lock_guard lock(mutex_);
      came_.push_back(Descriptor(number));
      changed_.notify_all();
    };
  }
  // The next that comes, or none if nobody does.
  Descriptor next(std::chrono::milliseconds within = kLong) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, within, [this] { return !came_.empty(); });
    if (came_.empty()) return {};
    Descriptor first = std::move(came_.front());
    came_.pop_front();
    return first;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Descriptor> came_;
};

// Whether a client sees its connection end.
bool ends(const Descriptor& client, std::chrono::milliseconds within = kLong) {
  pollfd ready{client.get(), POLLIN, 0};
  return poll(&ready, 1, static_cast<int>(within.count())) > 0;
}

class FrontDoorTest : public ::testing::Test {
 protected:
  void TearDown() override {
    if (door_) door_->close();
  }
  void open(DoorLimits limits, const std::string& address = "127.0.0.1:0") {
    auto door = FrontDoor::listen(address, limits);
    ASSERT_TRUE(door) << door.error().message;
    door_ = std::move(*door);
    door_->open(guests_.receive(), itself_.receive(), [this](const char*) { died_.set_value(); });
  }
  // A client at an address of the loopback network, who has or has not begun to speak.
  Descriptor client(bool speaks, const char* from = "127.0.0.1") {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in own{}, door{};
    own.sin_family = door.sin_family = AF_INET;
    inet_pton(AF_INET, from, &own.sin_addr);
    inet_pton(AF_INET, "127.0.0.1", &door.sin_addr);
    door.sin_port = htons(static_cast<std::uint16_t>(door_->port()));
    EXPECT_EQ(bind(socket.get(), reinterpret_cast<sockaddr*>(&own), sizeof own), 0);
    EXPECT_EQ(connect(socket.get(), reinterpret_cast<sockaddr*>(&door), sizeof door), 0);
    if (speaks) send(socket.get(), "P", 1, MSG_NOSIGNAL);
    return socket;
  }
  // Lets somebody in who stays there.
  void let_in(int count, const char* from = "127.0.0.1") {
    for (int i = 0; i < count; ++i) {
      clients_.push_back(client(true, from));
      inside_.push_back(guests_.next());
      ASSERT_TRUE(inside_.back()) << "nobody came in as number " << i + 1;
    }
  }

  Hall guests_, itself_;
  std::promise<void> died_;
  std::vector<Descriptor> clients_, inside_;
  std::unique_ptr<FrontDoor> door_;
};

TEST_F(FrontDoorTest, WhoSpeaksIsHandedOverWithAllThatWasSaid) {
  open({4, 4});
  const Descriptor silent = client(false);
  const Descriptor speaking = client(true);
  const Descriptor guest = guests_.next();
  ASSERT_TRUE(guest);
  char said = 0;
  EXPECT_EQ(recv(guest.get(), &said, 1, MSG_DONTWAIT), 1);
  EXPECT_EQ(said, 'P');
  int at_once = 0;
  socklen_t length = sizeof at_once;
  EXPECT_EQ(getsockopt(guest.get(), IPPROTO_TCP, TCP_NODELAY, &at_once, &length), 0);
  EXPECT_EQ(at_once, 1) << "or answers would wait for the client's acknowledgements";
  EXPECT_FALSE(ends(silent, 0ms));
  EXPECT_FALSE(guests_.next(0ms)) << "who says nothing costs nothing behind the door";
}

TEST_F(FrontDoorTest, WhoComesWhenAllPlacesAreTakenIsTurnedAwayUntilSomebodyLeaves) {
  open({2, 2});
  let_in(2);
  EXPECT_TRUE(ends(client(true)));
  EXPECT_GE(door_->counts().refused_peer + door_->counts().refused_all, 1U);
  inside_.front().close();  // as gRPC does, and tells nobody
  Descriptor next;
  const auto until = std::chrono::steady_clock::now() + kLong;
  while (!next && std::chrono::steady_clock::now() < until) {
    const Descriptor trying = client(true);
    next = guests_.next(100ms);
  }
  EXPECT_TRUE(next);
}

TEST_F(FrontDoorTest, OnePeerCantTakeAllPlaces) {
  open({4, 2});
  let_in(2, "127.0.0.2");
  EXPECT_TRUE(ends(client(true, "127.0.0.2")));
  EXPECT_EQ(door_->counts().refused_peer, 1U);
  let_in(2, "127.0.0.3");
  let_in(1, "127.0.0.4");
  EXPECT_EQ(door_->counts().refused_all, 1U);
  EXPECT_TRUE(ends(clients_[3])) << "the one that came in last, from where most came from";
  let_in(1, "127.0.0.5");
  EXPECT_TRUE(ends(clients_[1]));
  EXPECT_TRUE(ends(client(true, "127.0.0.6"))) << "all have one";
  EXPECT_FALSE(ends(clients_[0], 0ms));
  EXPECT_FALSE(ends(clients_[2], 0ms));
  EXPECT_EQ(door_->counts().refused_all, 3U);
}

TEST_F(FrontDoorTest, WhoIsSilentGoesForWhoeverComes) {
  open({4, 2});
  const Descriptor first = client(false), second = client(false);
  let_in(1);
  EXPECT_TRUE(ends(first)) << "it has been silent longest";
  EXPECT_FALSE(ends(second, 0ms));
  EXPECT_EQ(door_->counts().refused_peer, 1U) << "or no alert would tell of a crowd that says nothing";
  const Descriptor others[] = {client(false, "127.0.0.2"), client(false, "127.0.0.2")};
  let_in(1, "127.0.0.3");
  EXPECT_TRUE(ends(second)) << "of all";
}

std::atomic<std::uint64_t> bytes_held_now = 0;
std::atomic<int> looks_at_memory = 0;

// More at each look.
std::uint64_t growing() {
  ++looks_at_memory;
  looks_at_memory.notify_all();
  return ++bytes_held_now;
}

// Until the door has seen what everybody has sent so far: whatever counts from then on is sent from then on.
void wait_for_a_look() {
  const int enough = looks_at_memory + 2;  // the first may have begun before
  for (int looks = looks_at_memory; looks < enough; looks = looks_at_memory) looks_at_memory.wait(looks);
}

TEST_F(FrontDoorTest, WhoSendsMostGoesWhileMemoryGrows) {
  bytes_held_now = 600;  // of 1,000: they are watched
  open({.most = 4, .of_peer = 4, .bytes_most = 1'000, .bytes_held = growing});
  let_in(2);
  wait_for_a_look();
  const std::string much(64 << 10, 'x');
  const auto send_on = [&] {
    send(clients_[0].get(), "a question", 10, MSG_NOSIGNAL | MSG_DONTWAIT);
    return send(clients_[1].get(), much.data(), much.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  };
  std::string taken(1 << 20, '\0');
  bytes_held_now = 2'000;
  const auto until = std::chrono::steady_clock::now() + kLong;
  while (!ends(clients_[1], 1ms) && std::chrono::steady_clock::now() < until) {
    send_on();
    (void)recv(inside_[1].get(), taken.data(), taken.size(), MSG_DONTWAIT);  // as gRPC does
  }
  EXPECT_TRUE(ends(clients_[1], 0ms));
  EXPECT_FALSE(ends(clients_[0], 0ms)) << "it sent next to nothing, at each look";
  wait_for_a_look();  // the one that ended it has counted it by then
  EXPECT_GE(door_->counts().refused_memory, 1U);
}

TEST_F(FrontDoorTest, AProcessGetsThroughItsOwnDoorHoweverFullItIs) {
  open({1, 1});
  let_in(1);
  for (int i = 0; i < 3; ++i) {
    const Descriptor own = door_->connect_itself();
    ASSERT_TRUE(own);
    EXPECT_TRUE(itself_.next());
  }
  EXPECT_FALSE(guests_.next(0ms));
  EXPECT_EQ(door_->counts().refused_all + door_->counts().refused_peer, 0U);
}

TEST_F(FrontDoorTest, OnlyTheConnectionThatItMadeIsItsOwn) {
  open({4, 4});
  const Descriptor own = door_->connect_itself();
  ASSERT_TRUE(itself_.next());
  const Descriptor other = client(true);
  EXPECT_TRUE(guests_.next());
  EXPECT_FALSE(itself_.next(0ms));
}

// What killed gRPC's own listener for good.
TEST_F(FrontDoorTest, WithoutDescriptorsClientsAreTurnedAwayAndLaterOnesComeIn) {
  // A sanitizer that meets a type for the first time wants descriptors to look at it.
  log::warning("There will be no descriptors.", {{"reason", "a test"}});
  open({100, 100});
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const rlimit low{256, limit.rlim_max};
  setrlimit(RLIMIT_NOFILE, &low);
  std::vector<Descriptor> taken;
  do taken.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  while (taken.back());
  sockaddr_in door{};
  door.sin_family = AF_INET;
  door.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  door.sin_port = htons(static_cast<std::uint16_t>(door_->port()));
  EXPECT_EQ(connect(socket.get(), reinterpret_cast<sockaddr*>(&door), sizeof door), 0);
  EXPECT_TRUE(ends(socket)) << "at once, and not when it gives up";
  taken.clear();
  setrlimit(RLIMIT_NOFILE, &limit);
  EXPECT_EQ(door_->counts().refused_descriptors, 1U);
  let_in(1);
}

TEST_F(FrontDoorTest, ASocketThatListensNoLongerIsTold) {
  open({4, 4});
  end_listening(door_->port());
  EXPECT_EQ(died_.get_future().wait_for(kLong), std::future_status::ready);
}

TEST_F(FrontDoorTest, NobodyComesInAfterItIsClosed) {
  open({4, 4});
  const Descriptor silent = client(false);
  let_in(1);
  door_->close();
  EXPECT_TRUE(ends(silent));
  EXPECT_FALSE(ends(clients_.front(), 0ms)) << "who is inside stays";
  EXPECT_TRUE(ends(door_->connect_itself())) << "nobody listens";
}

struct Where {
  const char* address;
  int family;  // AF_UNSPEC: whichever the name has first
};

class FrontDoorAt : public FrontDoorTest, public ::testing::WithParamInterface<Where> {};

TEST_P(FrontDoorAt, TheMachineItselfReachesIt) {
  const auto folder = std::filesystem::temp_directory_path() / ("opora_door_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::string address = GetParam().address;
  if (address.starts_with("unix:")) address += (folder / "socket").string();
  for (int time = 0; time < 2; ++time) {  // what is left over from the first is not in the way of the second
    open({4, 4}, address);
    ASSERT_TRUE(door_);
    EXPECT_EQ(door_->port() == 0, GetParam().family == AF_UNIX);
    const Descriptor own = door_->connect_itself();
    ASSERT_TRUE(own);
    const Descriptor came = itself_.next();
    ASSERT_TRUE(came);
    if (GetParam().family != AF_UNSPEC) {
      EXPECT_EQ(own_address(came).bytes.ss_family, GetParam().family);
    }
    door_->close();
  }
  std::filesystem::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Addresses, FrontDoorAt,
                         ::testing::Values(Where{"127.0.0.1:0", AF_INET}, Where{"127.0.0.7:0", AF_INET},
                                           Where{"localhost:0", AF_UNSPEC},
                                           Where{"0.0.0.0:0", AF_UNSPEC}, Where{"unix:", AF_UNIX},
                                           Where{"unix://", AF_UNIX}),
                         [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST(Listening, WhereNobodyCanListenIsRefused) {
  const auto first = listen_on("127.0.0.1:0");
  ASSERT_TRUE(first);
  const std::string taken = "127.0.0.1:" + std::to_string(own_address(first->front()).port());
  for (const std::string& address : {taken, std::string("192.0.2.1:0"), std::string("127.0.0.1"),
                                     std::string("unix:/nowhere/at/all"),
                                     "unix:/" + std::string(200, 'x')}) {
    const auto refused = listen_on(address);
    ASSERT_FALSE(refused) << address;
    EXPECT_EQ(refused.error().reason, "ADDRESS_UNAVAILABLE");
  }
}

TEST(Listening, PeersAreAddressesOrNetworksOfOneSubscriber) {
  const auto peer = [](const char* text) {
    SocketAddress address;
    auto& ipv6 = reinterpret_cast<sockaddr_in6&>(address.bytes);
    auto& ipv4 = reinterpret_cast<sockaddr_in&>(address.bytes);
    const bool is_ipv6 = std::string_view(text).find(':') != std::string_view::npos;
    address.bytes.ss_family = is_ipv6 ? AF_INET6 : AF_INET;
    inet_pton(address.bytes.ss_family, text, is_ipv6 ? static_cast<void*>(&ipv6.sin6_addr) : &ipv4.sin_addr);
    return address.peer();
  };
  EXPECT_EQ(peer("10.0.0.1"), peer("::ffff:10.0.0.1"));
  EXPECT_NE(peer("10.0.0.1"), peer("10.0.0.2"));
  EXPECT_EQ(peer("2001:db8:1:2::1"), peer("2001:db8:1:2:ffff::7"));
  EXPECT_NE(peer("2001:db8:1:2::1"), peer("2001:db8:1:3::1"));
}

}  // namespace
}  // namespace opora::testing
