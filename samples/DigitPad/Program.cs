// Nothing runs by itself: wwwroot/worker.js calls the methods of Exports.
return 0;
