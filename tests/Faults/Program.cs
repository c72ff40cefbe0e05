using Users.Faults.Running;

// Test runners call the program with words of their own, none of which look like these options.
if (args.Length > 0 && !RunOptions.AreMeant(args))
{
    return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
