using Users.Faults.Running;

// Test runners call the program with words of their own, none of which look like these options.
return FaultsCommand.AreMeant(args)
    ? await new FaultsCommand(options => ScenarioRun.RunAsync(options, Console.Out)).RunAsync(args, Console.Out, Console.Error)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
