// The smallest round folder that has everything, as files by name: one round, two sessions, two organisations.
#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <unistd.h>

namespace opora::round_folder {

using Files = std::map<std::string, std::string>;

inline Files small_folder() {
  return {
      {"places.csv",
       "kind,key,parent,name_en,time_zone,capacity,code\n"
       "country,bulgaria,,Bulgaria,,,bg\n"
       "region,ruse-province,bulgaria,Ruse Province,,,\n"
       "site,ruse,ruse-province,Ruse,Europe/Sofia,,\n"
       "venue,library,ruse,Library,,,\n"
       "room,hall,library,Hall,,20,\n"},
      {"programmes.csv", "key,name_en\nsteps,Steps\n"},
      {"projects.csv", "key,programme,name_en\ncare,steps,Care\nrest,steps,Rest\n"},
      {"organisations.csv",
       "key,name_en,kind,region\n"
       "dawn,Dawn,social-service,ruse-province\n"
       "town,Town,public-authority,\n"},
      {"partnerships.csv", "project,organisation,role\ncare,town,funder\n"},
      {"rounds.csv", "key,programme,projects,name_en,year\n2021,steps,care,Spring 2021,2021\n"},
      {"sessions.csv",
       "key,round,project,room,kind,topic,audience,title_en,local_start,duration_minutes,capacity,local_registration_"
       "end\n"
       "first,2021,care,hall,workshop,rest,carers,Rest,2021-03-27T10:00,60,10,2021-03-26T18:00\n"
       "second,2021,care,hall,round-table,rest,carers,More rest,2021-03-27T11:00,60,20,2021-03-26T18:00\n"},
      {"people.csv",
       "key,name,occupation,organisation,from_date,until_date\n"
       "ana,Ana,social-worker,dawn,2019-01-01,\n"
       "bo,Bo,psychologist,dawn,2019-01-01,2022-01-01\n"
       "bo,Bo,psychologist,town,2020-01-01,\n"
       "guest,Guest,other,,,\n"},
      {"groups.csv",
       "key,session,organisation,head_count,members\n"
       "g1,first,dawn,3,ana bo\n"
       "g2,second,town,1,bo\n"},
      {"cancellations.csv", "group\ng2\n"},
      {"attendances.csv",
       "session,person,scanned_at\n"
       "first,ana,2021-03-27T09:55\n"
       "first,guest,2021-03-27 10:05:30\n"},
  };
}

// A folder on disk for as long as a test looks at it.
class FolderOnDisk {
 public:
  explicit FolderOnDisk(const Files& files) {
    static std::atomic<int> count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("opora-round-folder-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
    for (const auto& [name, text] : files) {
      std::filesystem::create_directories((path_ / name).parent_path());
      std::ofstream(path_ / name, std::ios::binary) << text;
    }
  }
  ~FolderOnDisk() {
    std::error_code failure;  // what stays behind lies in the temporary folder
    std::filesystem::remove_all(path_, failure);
  }
  FolderOnDisk(const FolderOnDisk&) = delete;
  FolderOnDisk& operator=(const FolderOnDisk&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace opora::round_folder
