# How a service is described: by its folder. What lies where is what it is.
#
#   domain/*.cpp               decisions: <name>_domain
#   store/*.cpp, migrations/   rows: <name>_store
#   words/<language>.json      what it says to people: <name>_words; of those that say something
#   refusals/<language>.json   what people are told who are refused, by reason
#   handlers/*.cpp, *.cpp      what answers: <name>
#   main.cpp                   the process: opora-<name>
#   report/, scales/, …        what it lends (LENDS): pure libraries of their own, for itself, or for whoever shows its
#                              answers
#   tests/*.cpp                <name>_tests, on both engines
#   proto/opora/<name>/        its contracts

# All services by name, and what links them all (services/opora/all_services).
add_library(opora_every_service INTERFACE)
set_property(TARGET opora_every_service PROPERTY OPORA_NAMES "")
# Builds each service's own process.
add_custom_target(opora_services)

# opora_service(name [HEARS other …] [LENDS folder …]): the service of this folder. HEARS names those for whose events
# it has consumers; LENDS its folders that are libraries for others, described by themselves.
function(opora_service name)
  cmake_parse_arguments(arg "" "" "HEARS;LENDS" ${ARGN})
  set(folders domain handlers store tests ${arg_LENDS})
  list(JOIN folders "|" known)
  file(GLOB code RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS */*.cpp */*.h)
  foreach(file ${code})
    if(NOT file MATCHES "^(${known})/")
      message(FATAL_ERROR
        "${CMAKE_CURRENT_SOURCE_DIR}/${file}: a service's folders are domain, handlers, store and tests.")
    endif()
  endforeach()
  foreach(part domain handlers store tests)
    file(GLOB ${part} RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS ${part}/*.cpp)
  endforeach()
  file(GLOB own RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS *.cpp)
  list(REMOVE_ITEM own main.cpp)

  opora_library(${name}_domain FILES ${domain} USES platform_ids platform_clock platform_time_zones platform_typed_text)
  opora_library(${name}_store FILES ${store}
    USES ${name}_domain platform_lane platform_paging platform_text)
  opora_embed_migrations(${name}_store ${name} ${CMAKE_CURRENT_SOURCE_DIR}/store/migrations)
  opora_library(${name} FILES ${own} ${handlers} USES ${name}_store platform_service opora_contracts)
  if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/words)
    add_library(${name}_words STATIC)
    target_link_libraries(${name}_words PUBLIC opora_flags platform_words)
    opora_embed_words(${name}_words ${name} ${CMAKE_CURRENT_SOURCE_DIR}/words)
    target_link_libraries(${name} PUBLIC ${name}_words)
  endif()
  if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/refusals)
    opora_embed_words(${name} ${name}_refusals ${CMAKE_CURRENT_SOURCE_DIR}/refusals)
    target_link_libraries(${name} PUBLIC platform_words)
  endif()
  opora_declare_handlers(${name} ${arg_HEARS})

  add_executable(opora-${name} main.cpp)
  target_link_libraries(opora-${name} PRIVATE opora_flags opora_allocator ${name} platform_process)
  add_dependencies(opora_services opora-${name})
  target_link_libraries(opora_every_service INTERFACE ${name})
  set_property(TARGET opora_every_service APPEND PROPERTY OPORA_NAMES ${name})

  opora_test(${name}_tests FILES ${tests} USES ${name} platform_testing LABELS ${name} ENGINES)
  foreach(folder ${arg_LENDS})
    add_subdirectory(${folder})
  endforeach()
endfunction()

# opora_declare_handlers(name HEARD…): makes "<name>/handlers/handlers.h" of the contracts: of each method, each message
# of a timers.proto or a jobs.proto, and each event of those heard. A handler without the name and the types of its
# contract does not compile then; one that the table of contents names and nobody wrote does not link.
function(opora_declare_handlers name)
  set(folder ${CMAKE_SOURCE_DIR}/proto)
  file(GLOB contracts CONFIGURE_DEPENDS ${folder}/opora/${name}/*/*.proto)
  if(NOT contracts)
    message(FATAL_ERROR "${folder}/opora/${name} holds no contract of the service ${name}.")
  endif()
  foreach(heard ${ARGN})
    file(GLOB events CONFIGURE_DEPENDS ${folder}/opora/${heard}/*/events.proto)
    if(NOT events)
      message(FATAL_ERROR "${name} hears ${heard}, and ${folder}/opora/${heard} holds no events.proto.")
    endif()
    list(APPEND contracts ${events})
  endforeach()
  set(generated ${CMAKE_BINARY_DIR}/handlers)
  set(header ${generated}/${name}/handlers/handlers.h)
  file(MAKE_DIRECTORY ${generated})
  add_custom_command(
    OUTPUT ${header}
    COMMAND protobuf::protoc -I ${folder} --plugin=protoc-gen-handlers=$<TARGET_FILE:declare_handlers>
            --handlers_out=${name}:${generated} ${contracts}
    DEPENDS declare_handlers ${contracts}
    COMMENT "Declaring the handlers of ${name}" VERBATIM)
  # A target of its own, which waits for nothing that the service is linked with.
  add_custom_target(${name}_declarations DEPENDS ${header})
  add_dependencies(${name} ${name}_declarations)
  target_include_directories(${name} PUBLIC ${generated})
  target_compile_options(${name} PRIVATE -Wmissing-declarations)
endfunction()
