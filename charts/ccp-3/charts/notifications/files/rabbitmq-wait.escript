#!/usr/bin/env escript
%%! -hidden
%% Waits until a member without data may start, and prints how:
%%   join NODE   this peer runs
%%   found       every peer waits as well, and this one is the first of the list
%% While it waits it is registered with its host's epmd as waiting_NAME: peers that have data never are, so that a
%% first member with a lost volume founds nothing beside them. It decides nothing because time has passed.
%%
%%   escript rabbitmq-wait.escript OWN-NODE ALL-NODES...
-mode(compile).

main([Own | All]) ->
    [Name, Host] = string:split(Own, "@"),
    {ok, _} = net_kernel:start([list_to_atom("waiting_" ++ Name ++ "@" ++ Host), longnames]),
    Peers = All -- [Own],
    wait(Own =:= hd(All), Peers, none).

wait(First, Peers, Said) ->
    States = [{Peer, state(Peer)} || Peer <- Peers],
    Running = [Peer || {Peer, running} <- States],
    Others = [{Peer, State} || {Peer, State} <- States, State =/= waiting],
    case {Running, Others} of
        {[Peer | _], _} -> io:format("join ~s~n", [Peer]);
        {[], []} when First -> io:format("found~n");
        _ ->
            [say(States) || States =/= Said],
            timer:sleep(2000),
            wait(First, Peers, States)
    end.

say(States) ->
    io:format(standard_error, "[rabbitmq-wait]~s~n", [[io_lib:format(" ~s: ~s;", [P, S]) || {P, S} <- States]]).

state(Peer) ->
    case rpc:call(list_to_atom(Peer), rabbit, is_running, [], 5000) of
        true -> running;
        false -> starting;
        {badrpc, _} -> registered(string:split(Peer, "@"))
    end.

registered([Name, Host]) ->
    Names = case erl_epmd:names(Host) of
        {ok, Found} -> [It || {It, _} <- Found];
        {error, _} -> []
    end,
    case {lists:member(Name, Names), lists:member("waiting_" ++ Name, Names)} of
        {true, _} -> starting;
        {false, true} -> waiting;
        {false, false} -> 'not reached'
    end.
