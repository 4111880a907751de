# How a part of Opora is described: a library, a program or a test, its files and what it stands on.

# opora_library(name FILES a.cpp … USES other …)
function(opora_library name)
  cmake_parse_arguments(arg "" "" "FILES;USES" ${ARGN})
  if(arg_FILES)
    add_library(${name} STATIC ${arg_FILES})
    target_link_libraries(${name} PUBLIC opora_flags ${arg_USES})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE opora_flags ${arg_USES})
  endif()
endfunction()

# opora_test(name FILES a_test.cpp … USES other … [LABELS registration …] [LONG]): one GoogleTest program.
# Its tests are listed when ctest runs, so building doesn't run them.
function(opora_test name)
  cmake_parse_arguments(arg "LONG" "" "FILES;USES;LABELS" ${ARGN})
  add_executable(${name} ${arg_FILES})
  target_link_libraries(${name} PRIVATE opora_flags ${arg_USES} GTest::gtest_main)
  set(labels ${arg_LABELS})
  if(arg_LONG)
    list(APPEND labels long)
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES LABELS "${labels}" TIMEOUT 900)
endfunction()
