using Users.Bench.Reading;

return await new ReadingBenchCommand().RunAsync(args, Console.Out, Console.Error);
