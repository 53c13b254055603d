#!/usr/bin/env escript
%%! -hidden
%% Waits until this member has started and makes a file that says so; then makes the administrator, or sets its
%% password where a login with it fails: at the first start and after a rotation. Every member does this; what is made
%% already stays. It talks to the server itself: rabbitmqctl takes a second of processor time for each command, and
%% with some releases of Erlang reads no password from its input.
%%
%%   escript rabbitmq-admin.escript NODE STARTED-FILE PASSWORD-FILE
-mode(compile).
-define(users, rabbit_auth_backend_internal).

main([Node, StartedFile, PasswordFile]) ->
    [Name, Host] = string:split(Node, "@"),
    {ok, _} = net_kernel:start([list_to_atom("admin_" ++ Name ++ "@" ++ Host), longnames]),
    Server = list_to_atom(Node),
    until_started(Server),
    ok = file:write_file(StartedFile, <<>>),
    make_admin(Server, PasswordFile),
    say("the administrator is ready").

until_started(Server) ->
    case rpc:call(Server, rabbit, is_running, [], 5000) of
        true -> ok;
        _ -> timer:sleep(1000), until_started(Server)
    end.

%% Fails while there is no majority that could note it down.
make_admin(Server, PasswordFile) ->
    try
        {ok, Text} = file:read_file(PasswordFile),
        set_password(Server, <<"admin">>, string:trim(Text, trailing, "\n")),
        ok = call(Server, ?users, set_tags, [<<"admin">>, [administrator], <<"rabbitmq-admin">>]),
        %% The user that a new cluster has by itself, with a password that everybody knows.
        [ok = call(Server, ?users, delete_user, [<<"guest">>, <<"rabbitmq-admin">>])
         || call(Server, ?users, exists, [<<"guest">>])]
    catch
        _:Reason ->
            %% Without what was being called: that has the password in it.
            say(io_lib:format("that failed (~0p); trying again", [failure(Reason)])),
            timer:sleep(5000),
            make_admin(Server, PasswordFile)
    end.

set_password(Server, User, Password) ->
    case call(Server, rabbit_access_control, check_user_pass_login, [User, Password]) of
        {ok, _} ->
            ok;
        {refused, _, _, _} ->
            say("setting the password of the administrator"),
            Set = case call(Server, ?users, exists, [User]) of
                true -> change_password;
                false -> add_user
            end,
            ok = call(Server, ?users, Set, [User, Password, <<"rabbitmq-admin">>])
    end.

call(Server, Module, Function, Arguments) ->
    case rpc:call(Server, Module, Function, Arguments, 60000) of
        {badrpc, Reason} -> error({Function, failure(Reason)});
        Answer -> Answer
    end.

failure({'EXIT', {Reason, _Stack}}) -> failure(Reason);
failure({error, Reason}) -> failure(Reason);
failure({badmatch, Reason}) -> failure(Reason);
failure(Reason) when is_tuple(Reason), tuple_size(Reason) > 0 -> element(1, Reason);
failure(Reason) -> Reason.

say(Text) ->
    Now = calendar:system_time_to_rfc3339(erlang:system_time(second), [{offset, "Z"}]),
    io:format(standard_error, "~s [rabbitmq-admin] ~s~n", [Now, Text]).
