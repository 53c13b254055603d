#!/usr/bin/env escript
%%! -hidden
%% Waits until a member on a new volume may start, and prints how and with whom:
%%   found OWN        every peer waits as well, and this one is the first of the list
%%   join PEER        this peer runs
%%   replace PEER     this peer runs, and counts a member of this name: it has lost its volume
%% While it waits it is registered with its host's epmd as waiting_NAME: peers that have data never are, so that a
%% first member with a lost volume founds nothing beside them. It decides nothing because time has passed.
%%
%%   escript rabbitmq-wait.escript OWN ALL...
-mode(compile).

main([Own | All]) ->
    [Name, Host] = string:split(Own, "@"),
    {ok, _} = net_kernel:start([list_to_atom("waiting_" ++ Name ++ "@" ++ Host), longnames]),
    wait(Own, Own =:= hd(All), All -- [Own], none).

wait(Own, First, Peers, Said) ->
    States = [{Peer, state(Peer)} || Peer <- Peers],
    Running = [{Peer, Members} || {Peer, {running, Members}} <- States],
    Others = [Peer || {Peer, State} <- States, State =/= waiting],
    case {Running, Others} of
        {[{Peer, Members} | _], _} ->
            Counted = lists:member(list_to_atom(Own), Members),
            io:format("~s ~s~n", [case Counted of true -> replace; false -> join end, Peer]);
        {[], []} when First ->
            io:format("found ~s~n", [Own]);
        _ ->
            [say(States) || States =/= Said],
            timer:sleep(2000),
            wait(Own, First, Peers, States)
    end.

say(States) ->
    io:format(standard_error, "[rabbitmq-wait]~s~n", [[io_lib:format(" ~s: ~s;", [P, S]) || {P, S} <- States]]).

state(Peer) ->
    Node = list_to_atom(Peer),
    case rpc:call(Node, rabbit, is_running, [], 5000) of
        true -> members(rpc:call(Node, rabbit_nodes, list_members, [], 5000));
        false -> starting;
        {badrpc, _} -> registered(string:split(Peer, "@"))
    end.

members({badrpc, _}) -> starting;
members(Members) -> {running, Members}.

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
